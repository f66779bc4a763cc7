-- One change of many contacts, for as long as it can be taken back.
create table crm.contact_change (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  change jsonb not null,
  contacts bigint not null check (contacts > 0),
  made_at timestamptz not null,
  made_by_name text,
  undone_at timestamptz,
  restored bigint,
  primary key (org_id, id)
);
select kernel.tenant_table('crm.contact_change');
create index contact_change_newest on crm.contact_change (org_id, made_at desc, id desc);

-- What each contact had before, where the change does not say that by itself.
create table crm.contact_change_row (
  org_id uuid not null default kernel.current_org(),
  change_id uuid not null,
  contact_id uuid not null,
  before jsonb,
  primary key (org_id, change_id, contact_id),
  foreign key (org_id, change_id) references crm.contact_change (org_id, id) on delete cascade,
  foreign key (org_id, contact_id) references crm.contact (org_id, id) on delete cascade
);
select kernel.tenant_table('crm.contact_change_row');
create index contact_change_row_of on crm.contact_change_row (org_id, contact_id);
