-- A file of products on its way in: read, tried, written, and for a while taken back.
create table commerce.product_import (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  file_id uuid not null,
  file_name text not null check (length(file_name) between 1 and 200),
  status text not null check (status in ('reading', 'mapping', 'checking', 'checked', 'running', 'done', 'undoing', 'undone', 'failed')),
  failure text,
  encoding text not null default '',
  delimiter text not null default '',
  sheets jsonb not null default '[]',
  sheet text check (length(sheet) <= 100),
  header jsonb not null default '[]',
  sample jsonb not null default '[]',
  mapping jsonb,
  rows bigint not null default 0,
  done bigint not null default 0,
  created bigint not null default 0,
  updated bigint not null default 0,
  skipped bigint not null default 0,
  invalid bigint not null default 0,
  -- Products that undoing left alone: somebody had changed them since.
  kept bigint not null default 0,
  error_file_id uuid,
  created_at timestamptz not null,
  created_by_name text not null,
  finished_at timestamptz,
  version bigint not null default 1,
  primary key (org_id, id)
);
select kernel.tenant_table('commerce.product_import');
create index product_import_newest on commerce.product_import (org_id, created_at desc, id desc);

create table commerce.product_import_row (
  org_id uuid not null default kernel.current_org(),
  import_id uuid not null,
  row_number bigint not null,
  cells jsonb not null,
  outcome text check (outcome in ('create', 'update', 'skip', 'invalid')),
  problem text,
  problem_column bigint,
  primary key (org_id, import_id, row_number),
  foreign key (org_id, import_id) references commerce.product_import (org_id, id) on delete cascade
);
select kernel.tenant_table('commerce.product_import_row');
create index product_import_row_problem on commerce.product_import_row (org_id, import_id, row_number) where outcome = 'invalid';

-- What earlier rows of the file were about, by what they are known by: a second row about the same thing is refused.
create table commerce.product_import_key (
  org_id uuid not null default kernel.current_org(),
  import_id uuid not null,
  key text collate "C" not null,
  product_id uuid not null,
  primary key (org_id, import_id, key, product_id),
  foreign key (org_id, import_id) references commerce.product_import (org_id, id) on delete cascade
);
select kernel.tenant_table('commerce.product_import_key');

-- Products and categories as the dry run would leave them, so that later rows meet them as they will.
create table commerce.product_import_draft (
  org_id uuid not null default kernel.current_org(),
  import_id uuid not null,
  product_id uuid not null,
  document jsonb not null,
  primary key (org_id, import_id, product_id),
  foreign key (org_id, import_id) references commerce.product_import (org_id, id) on delete cascade
);
select kernel.tenant_table('commerce.product_import_draft');

create table commerce.product_import_category (
  org_id uuid not null default kernel.current_org(),
  import_id uuid not null,
  category_id uuid not null,
  parent_id uuid,
  name text not null,
  -- In the order in which they were made: the one below comes later.
  place bigint not null,
  is_made boolean not null,
  primary key (org_id, import_id, category_id),
  foreign key (org_id, import_id) references commerce.product_import (org_id, id) on delete cascade
);
select kernel.tenant_table('commerce.product_import_category');

-- What the import did to a product in one batch: how to take it back. `left_version` null: only its prices.
create table commerce.product_import_change (
  org_id uuid not null default kernel.current_org(),
  import_id uuid not null,
  batch bigint not null,
  product_id uuid not null,
  is_made boolean not null,
  before jsonb,
  left_version bigint,
  prices jsonb not null default '[]',
  primary key (org_id, import_id, batch, product_id),
  foreign key (org_id, import_id) references commerce.product_import (org_id, id) on delete cascade
);
select kernel.tenant_table('commerce.product_import_change');
