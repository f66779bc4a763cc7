-- Who changed what, written in the transaction of the change and never changed again.
create table kernel.audit_entry (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind = any (array['user', 'api-key', 'system'])),
  actor_id uuid,
  actor_name text not null check (length(actor_name) <= 200),
  action text not null check (length(action) <= 120),
  subject_kind text not null check (length(subject_kind) <= 60),
  subject_id text not null check (length(subject_id) <= 200),
  subject_name text not null check (length(subject_name) <= 200),
  before jsonb,
  after jsonb,
  request_id text not null check (length(request_id) <= 100),
  xid xid8 not null default pg_current_xact_id(),
  seq bigint generated always as identity,
  primary key (org_id, id),
  check ((actor_kind = 'system') = (actor_id is null))
);
select kernel.tenant_table('kernel.audit_entry', 'select, insert');
select kernel.platform_reads('kernel.audit_entry');
create index audit_entry_at on kernel.audit_entry (org_id, at desc, id desc);
create index audit_entry_subject on kernel.audit_entry (org_id, subject_kind, subject_id, at desc);
create index audit_entry_actor on kernel.audit_entry (org_id, actor_id, at desc);

create function kernel.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is written once' using errcode = 'integrity_constraint_violation';
end $$;
revoke all on function kernel.refuse_change() from public;
create trigger written_once before update or delete on kernel.audit_entry for each row execute function kernel.refuse_change();
create trigger kept before truncate on kernel.audit_entry for each statement execute function kernel.refuse_change();

-- Entries that no seal holds yet. Emptied within seconds.
create table kernel.audit_pending (
  org_id uuid not null default kernel.current_org(),
  entry_id uuid not null,
  xid xid8 not null,
  seq bigint not null,
  primary key (org_id, entry_id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
select kernel.tenant_table('kernel.audit_pending', 'select, insert');
select kernel.platform_reads('kernel.audit_pending', 'select, delete');
create index audit_pending_order on kernel.audit_pending (xid, seq);

-- The chain of an organization: each hash covers its entry and the hash before it.
create table kernel.audit_seal (
  org_id uuid not null,
  position bigint not null check (position >= 1),
  entry_id uuid not null,
  previous bytea not null check (length(previous) = 32),
  hash bytea not null check (length(hash) = 32),
  primary key (org_id, position),
  unique (org_id, entry_id)
);
select kernel.tenant_table('kernel.audit_seal', 'select');
select kernel.platform_reads('kernel.audit_seal', 'select, insert');
create trigger written_once before update or delete on kernel.audit_seal for each row execute function kernel.refuse_change();
create trigger kept before truncate on kernel.audit_seal for each statement execute function kernel.refuse_change();

-- The end of each chain, signed with a key that the database does not have: a shortened chain shows.
create table kernel.audit_head (
  org_id uuid not null primary key,
  position bigint not null check (position >= 1),
  hash bytea not null check (length(hash) = 32),
  signature bytea not null check (length(signature) = 32),
  sealed_at timestamptz not null
);
select kernel.tenant_table('kernel.audit_head', 'select');
select kernel.platform_reads('kernel.audit_head', 'select, insert, update');

-- One row: the turn of the sealer, and the signed sum of all heads, so that a chain that vanished whole shows too.
create table kernel.audit_roll (
  name text primary key check (name = 'main'),
  sum bytea not null check (length(sum) = 32),
  signature bytea check (length(signature) = 32)
);
insert into kernel.audit_roll (name, sum) values ('main', decode(repeat('00', 32), 'hex'));
select kernel.platform_table('kernel.audit_roll', 'select, update');
