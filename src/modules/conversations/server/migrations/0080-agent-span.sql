-- When each person was there to answer: one row per stretch, the running one without an end.
create table conversations.agent_span (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('online', 'away')),
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (org_id, id),
  check (ended_at is null or ended_at >= started_at)
);
select kernel.tenant_table('conversations.agent_span');
create unique index agent_span_running on conversations.agent_span (org_id, person_id) where ended_at is null;
create index agent_span_by_start on conversations.agent_span (org_id, started_at);
