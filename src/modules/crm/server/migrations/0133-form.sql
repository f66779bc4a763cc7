-- A form of ours on a page of the business. `slug` is the address and cannot be guessed.
create table crm.form (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  slug text collate "C" not null check (slug ~ '^[A-Za-z0-9_-]{22}$'),
  name text not null check (length(name) between 1 and 80),
  brand_id uuid not null,
  fields jsonb not null,
  consents jsonb not null default '[]',
  texts jsonb not null,
  redirect_url text check (length(redirect_url) <= 2000),
  is_open boolean not null default true,
  -- Of the words of its consents: grows when they change, and is kept with what was agreed to.
  text_version bigint not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null default 1,
  primary key (org_id, id)
);
create unique index form_by_slug on crm.form (slug);
select kernel.tenant_table('crm.form');
select kernel.platform_reads('crm.form');

create table crm.form_submission (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  form_id uuid not null,
  contact_id uuid not null,
  lead_id uuid not null,
  answers jsonb not null,
  text_version bigint not null,
  -- Of who sent what, so that the same thing sent twice in a day is one.
  digest text not null,
  at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, form_id) references crm.form (org_id, id) on delete cascade,
  foreign key (org_id, contact_id) references crm.contact (org_id, id) on delete cascade
);
select kernel.tenant_table('crm.form_submission');
create index form_submission_of on crm.form_submission (org_id, form_id, at desc);
create index form_submission_by on crm.form_submission (org_id, contact_id, at desc);
create index form_submission_again on crm.form_submission (org_id, form_id, digest, at desc);
