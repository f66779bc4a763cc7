-- How far somebody is on the way to being a customer. Null: never asked for anything.
alter table crm.contact add column lifecycle_stage text check (lifecycle_stage in ('iql', 'mql', 'sal', 'sql', 'opportunity', 'customer'));
alter table crm.contact add column stage_entered_at timestamptz;
alter table crm.contact add check ((lifecycle_stage is null) = (stage_entered_at is null));
create index contact_by_stage on crm.contact (org_id, lifecycle_stage, created_at desc, id desc)
  where archived_at is null and lifecycle_stage is not null;

-- Every step, forward by a rule or by a person, backward by a person with a reason. Rows are never changed.
create table crm.lifecycle_transition (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  contact_id uuid not null,
  from_stage text,
  to_stage text not null,
  at timestamptz not null,
  is_forward boolean not null,
  -- Of automatic steps, the rule; of steps by hand, what the person wrote.
  rule text,
  reason text check (length(reason) <= 500),
  actor_name text,
  primary key (org_id, id),
  foreign key (org_id, contact_id) references crm.contact (org_id, id) on delete cascade,
  check (is_forward or reason is not null)
);
select kernel.tenant_table('crm.lifecycle_transition', 'select, insert, update, delete');
create index lifecycle_transition_of on crm.lifecycle_transition (org_id, contact_id, at desc, id desc);

-- Whether somebody ever did this, without walking over all they wrote.
create index activity_of_kind on crm.activity (org_id, contact_id, kind, at desc);

-- What is going on with somebody by the facts, why, and until when that holds without anything happening. `attention_at`: from
-- when on whoever waits counts as left alone.
create table crm.standing (
  org_id uuid not null default kernel.current_org(),
  contact_id uuid not null,
  state text not null check (state in ('nuevo', 'interesado', 'en_negociacion')),
  reasons jsonb not null,
  lapses_at timestamptz,
  override_state text check (override_state in ('nuevo', 'interesado', 'en_negociacion')),
  override_until timestamptz,
  override_by text,
  override_reason text check (length(override_reason) <= 500),
  -- The two above together, for lists.
  shown_state text not null check (shown_state in ('nuevo', 'interesado', 'en_negociacion')),
  attention_at timestamptz,
  classified_at timestamptz not null,
  primary key (org_id, contact_id),
  foreign key (org_id, contact_id) references crm.contact (org_id, id) on delete cascade,
  check ((override_state is null) = (override_until is null))
);
select kernel.tenant_table('crm.standing');
create index standing_lapsing on crm.standing (org_id, lapses_at) where lapses_at is not null;
create index standing_by_state on crm.standing (org_id, shown_state, contact_id);
create index standing_by_attention on crm.standing (org_id, attention_at, contact_id) where attention_at is not null;
