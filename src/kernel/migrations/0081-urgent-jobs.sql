-- What somebody waits for is looked for first, in an index of its own that stays small however long the queue gets.
alter table kernel.job add column urgent boolean not null default false;
create index job_urgent on kernel.job (org_id, name, id) where state = 'ready' and urgent;
drop index kernel.job_ready;
create index job_ready on kernel.job (org_id, name, id) where state = 'ready' and not urgent;
