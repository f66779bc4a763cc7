create table crm.contact_import (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  file_id uuid not null,
  file_name text not null check (length(file_name) between 1 and 200),
  status text not null check (status in ('reading', 'mapping', 'checking', 'checked', 'running', 'done', 'undoing', 'undone', 'failed')),
  failure text,
  encoding text not null default '',
  delimiter text not null default '',
  header jsonb not null default '[]',
  sample jsonb not null default '[]',
  mapping jsonb,
  rows bigint not null default 0,
  done bigint not null default 0,
  created bigint not null default 0,
  updated bigint not null default 0,
  skipped bigint not null default 0,
  invalid bigint not null default 0,
  -- Undoing left them alone: somebody had changed them since.
  kept bigint not null default 0,
  error_file_id uuid,
  created_at timestamptz not null,
  created_by_name text not null,
  finished_at timestamptz,
  version bigint not null default 1,
  primary key (org_id, id)
);
select kernel.tenant_table('crm.contact_import');
create index contact_import_newest on crm.contact_import (org_id, created_at desc, id desc);

-- The file's rows, so that every batch, the file of errors and the undoing read the same thing. Gone with the right to undo.
create table crm.contact_import_row (
  org_id uuid not null default kernel.current_org(),
  import_id uuid not null,
  row_number bigint not null,
  cells jsonb not null,
  outcome text check (outcome in ('create', 'update', 'skip', 'invalid')),
  contact_id uuid,
  problem text,
  problem_column bigint,
  -- What an updated contact was before, and the version that the import left: a later edit by a person is not undone.
  before jsonb,
  left_version bigint,
  primary key (org_id, import_id, row_number),
  foreign key (org_id, import_id) references crm.contact_import (org_id, id) on delete cascade
);
select kernel.tenant_table('crm.contact_import_row');
create index contact_import_row_problem on crm.contact_import_row (org_id, import_id, row_number) where outcome = 'invalid';
create index contact_import_row_contact on crm.contact_import_row (org_id, import_id, contact_id) where contact_id is not null;

-- Whom a row of the file gave an identity to, a contact or `row:<number>`: the dry run makes no contacts to find it by.
create table crm.contact_import_key (
  org_id uuid not null default kernel.current_org(),
  import_id uuid not null,
  key text collate "C" not null,
  target text not null,
  primary key (org_id, import_id, key),
  foreign key (org_id, import_id) references crm.contact_import (org_id, id) on delete cascade
);
select kernel.tenant_table('crm.contact_import_key');

create table crm.contact_export (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  status text not null check (status in ('running', 'done', 'failed')),
  query jsonb not null,
  rows bigint not null default 0,
  file_id uuid,
  requested_by uuid,
  created_at timestamptz not null,
  primary key (org_id, id)
);
select kernel.tenant_table('crm.contact_export');
create index contact_export_newest on crm.contact_export (org_id, created_at desc, id desc);
