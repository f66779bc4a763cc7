-- Jobs that are a transaction and jobs that call somebody outside have workers of their own: what waits for the one must not be
-- walked over by the other. Jobs of before are taken for transactions, and done as what they are.
alter table kernel.job add column transactional boolean not null default true;
create index job_outside on kernel.job (org_id, name, id) where state = 'ready' and not urgent and not transactional;
drop index kernel.job_ready;
create index job_ready on kernel.job (org_id, name, id) where state = 'ready' and not urgent and transactional;
