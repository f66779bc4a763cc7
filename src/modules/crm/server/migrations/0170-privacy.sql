-- Since when nothing is done with a contact's data but keeping them and answering; null: as usual.
alter table crm.contact add column restricted_at timestamptz;
create index contact_restricted on crm.contact (org_id, restricted_at) where restricted_at is not null;

-- Every time somebody restricted the processing or lifted the restriction, with the reason.
create table crm.restriction_change (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  contact_id uuid not null,
  is_restricted boolean not null,
  reason text not null check (length(reason) between 1 and 500),
  at timestamptz not null,
  actor_name text,
  primary key (org_id, id),
  foreign key (org_id, contact_id) references crm.contact (org_id, id) on delete cascade
);
select kernel.tenant_table('crm.restriction_change', 'select, insert, delete');
create index restriction_change_of on crm.restriction_change (org_id, contact_id, at desc, id desc);

-- Which text the contact said yes to: its name and version, as whoever showed it calls them.
alter table crm.consent add column text_version text not null default '' check (length(text_version) <= 120);
alter table crm.consent_change add column text_version text not null default '' check (length(text_version) <= 120);

-- Everything that is kept of one contact, as a file for them.
create table crm.personal_export (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  contact_id uuid not null,
  status text not null check (status in ('running', 'done', 'failed')),
  done bigint not null default 0,
  total bigint not null default 0,
  file_id uuid,
  requested_by uuid,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, contact_id) references crm.contact (org_id, id) on delete cascade
);
select kernel.tenant_table('crm.personal_export');
create index personal_export_of on crm.personal_export (org_id, contact_id, created_at desc);

-- That somebody was erased, when and by whom: the proof. Nothing in it says who it was.
create table crm.erasure (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  contact_id uuid not null,
  status text not null check (status in ('running', 'finishing', 'done', 'failed')),
  reason text not null check (reason in ('asked', 'retention', 'other')),
  rows jsonb not null default '{}',
  files bigint not null default 0,
  audit_entries bigint not null default 0,
  requested_by_name text not null,
  requested_at timestamptz not null,
  finished_at timestamptz,
  primary key (org_id, id)
);
select kernel.tenant_table('crm.erasure', 'select, insert, update');
create index erasure_newest on crm.erasure (org_id, requested_at desc, id desc);
create unique index erasure_under_way on crm.erasure (org_id, contact_id) where status in ('running', 'finishing');

-- The file of an import goes when somebody in it is erased; what it brought does not.
alter table crm.contact_import alter column file_id drop not null;

-- How long each kind of data is kept; a kind without a row is kept for ever.
create table crm.retention_rule (
  org_id uuid not null default kernel.current_org(),
  code text collate "C" not null check (length(code) <= 80),
  days bigint not null check (days between 1 and 36500),
  updated_at timestamptz not null,
  updated_by_name text not null,
  primary key (org_id, code)
);
select kernel.tenant_table('crm.retention_rule');
