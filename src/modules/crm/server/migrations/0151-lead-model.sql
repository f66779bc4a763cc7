-- A lead as the model learns from it: when it came, what was known when somebody had to decide whom to attend (`facts`, kept
-- from then on as they were), and what became of it.
create table crm.lead_case (
  org_id uuid not null default kernel.current_org(),
  -- The lead's own.
  id uuid not null,
  contact_id uuid not null,
  opened_at timestamptz not null,
  channel text,
  source text,
  -- A day after it came, or when it was closed if that was sooner. Null: not yet.
  decided_at timestamptz,
  facts jsonb,
  rule_score bigint check (rule_score between 0 and 100),
  closed_at timestamptz,
  won boolean,
  primary key (org_id, id),
  foreign key (org_id, contact_id) references crm.contact (org_id, id) on delete cascade,
  check ((decided_at is null) = (facts is null)),
  check ((closed_at is null) = (won is null)),
  check (closed_at is null or decided_at is not null)
);
select kernel.tenant_table('crm.lead_case');
create index lead_case_of on crm.lead_case (org_id, contact_id, opened_at desc);
create index lead_case_closed on crm.lead_case (org_id, closed_at desc, id desc) where closed_at is not null;
create index lead_case_open on crm.lead_case (org_id, opened_at) where closed_at is null;
create index lead_case_undecided on crm.lead_case (org_id, opened_at) where decided_at is null;

-- Versions of the model. They are never changed: what one of them said can be explained later.
create table crm.lead_model (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  version bigint not null check (version > 0),
  trained_at timestamptz not null,
  trained_by text,
  passes boolean not null,
  report jsonb not null,
  learned jsonb,
  primary key (org_id, id),
  unique (org_id, version),
  check (not passes or learned is not null)
);
select kernel.tenant_table('crm.lead_model', 'select, insert');

-- What a version said of a lead. It follows the lead until the moment of decision and stays as it was shown then.
create table crm.lead_prediction (
  org_id uuid not null default kernel.current_org(),
  lead_id uuid not null,
  model_version bigint not null,
  p_win double precision not null check (p_win between 0 and 1),
  reasons jsonb not null,
  said_at timestamptz not null,
  is_final boolean not null default false,
  primary key (org_id, lead_id, model_version),
  foreign key (org_id, lead_id) references crm.lead_case (org_id, id) on delete cascade,
  foreign key (org_id, model_version) references crm.lead_model (org_id, version)
);
select kernel.tenant_table('crm.lead_prediction');

-- Whoever asks for a training while one runs is told so.
create table crm.lead_training (
  org_id uuid not null default kernel.current_org(),
  since timestamptz not null,
  asked_by text,
  primary key (org_id)
);
select kernel.tenant_table('crm.lead_training');
