-- Whether an open deal always says what comes next: without it none begins, goes on or loses its step.
alter table sales.pipeline add column asks_next_step boolean not null default false;
