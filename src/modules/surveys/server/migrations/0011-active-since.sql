-- Only what is resolved after a survey was switched on is asked about.
alter table surveys.survey add column active_since timestamptz;
alter table surveys.survey no force row level security;
update surveys.survey set active_since = updated_at where is_active;
alter table surveys.survey force row level security;
alter table surveys.survey add check (is_active = (active_since is not null));
