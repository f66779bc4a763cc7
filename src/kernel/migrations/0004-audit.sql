-- What people changed: written in the transaction of the change, never updated, sealed into a chain after the commit.
create table kernel.audit_entry (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('user', 'api-key', 'system')),
  actor_id uuid,
  actor_name text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  subject_name text not null,
  before jsonb,
  after jsonb,
  request_id text not null,
  xid xid8 not null default pg_current_xact_id(),
  seq bigint not null generated always as identity,
  primary key (org_id, id)
);
select kernel.tenant_table('kernel.audit_entry', 'select, insert');
select kernel.platform_reads('kernel.audit_entry');
create index audit_by_time on kernel.audit_entry (org_id, at desc, id desc);
create index audit_by_subject on kernel.audit_entry (org_id, subject_kind, subject_id, at desc);
create index audit_in_order on kernel.audit_entry (xid, seq);
