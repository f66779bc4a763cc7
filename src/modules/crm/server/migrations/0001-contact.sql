create schema crm;
create extension if not exists pg_trgm with schema public;
create extension if not exists btree_gin with schema public;

create table crm.contact (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  kind text not null check (kind in ('person', 'company')),
  name text not null check (length(name) between 1 and 200),
  -- Who gave the name. One made from a number or a channel's profile gives way to what a person writes, never the reverse.
  name_source text not null check (name_source in ('person', 'profile', 'identity')),
  name_key text collate "C" not null,
  -- Of the primary identities and of contact_tag, kept here so that a list of 50 is one index walk without joins.
  phone text,
  email text,
  tag_ids uuid[] not null default '{}',
  fields jsonb not null default '{}',
  notes text not null default '' check (length(notes) <= 5000),
  owner_id uuid,
  source text not null check (source ~ '^[a-z][a-z0-9_-]{0,39}$'),
  search_text text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  merged_into uuid,
  -- Made by an import that was undone. The row stays because others may point at it; no list shows it.
  discarded_at timestamptz,
  version bigint not null default 1,
  primary key (org_id, id),
  foreign key (org_id, merged_into) references crm.contact (org_id, id),
  check (merged_into is null or archived_at is not null),
  check (discarded_at is null or archived_at is not null)
);
select kernel.tenant_table('crm.contact');

-- A list needs an index equal to its filter and its sort, or the planner flips to a scan when the statistics change.
create index contact_newest on crm.contact (org_id, created_at desc, id desc) where archived_at is null;
create index contact_changed on crm.contact (org_id, updated_at desc, id desc) where archived_at is null;
create index contact_by_name on crm.contact (org_id, name_key, id) where archived_at is null;
create index contact_by_owner on crm.contact (org_id, owner_id, created_at desc, id desc) where archived_at is null and owner_id is not null;
create index contact_by_source on crm.contact (org_id, source, created_at desc, id desc) where archived_at is null;
create index contact_archived on crm.contact (org_id, created_at desc, id desc) where archived_at is not null and merged_into is null and discarded_at is null;
create index contact_merged on crm.contact (org_id, merged_into) where merged_into is not null;
create index contact_search on crm.contact using gin (org_id, search_text public.gin_trgm_ops);

create table crm.contact_identity (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  contact_id uuid not null,
  kind text not null check (kind in ('phone', 'email', 'instagram', 'wa_id', 'bsuid', 'igsid', 'psid', 'telegram_id')),
  value text collate "C" not null check (length(value) between 1 and 254),
  raw text not null check (length(raw) <= 254),
  is_primary boolean not null default false,
  verified_at timestamptz,
  created_at timestamptz not null,
  -- A number that somebody gave up may belong to somebody else tomorrow: the row stays as history, the value is free.
  ended_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, contact_id) references crm.contact (org_id, id) on delete cascade
);
select kernel.tenant_table('crm.contact_identity');
create unique index contact_identity_one_owner on crm.contact_identity (org_id, kind, value) where ended_at is null;
create index contact_identity_of on crm.contact_identity (org_id, contact_id);

create table crm.tag (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  name text not null check (length(name) between 1 and 40),
  name_key text collate "C" not null,
  color text not null check (color in ('grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink')),
  version bigint not null default 1,
  primary key (org_id, id),
  unique (org_id, name_key)
);
select kernel.tenant_table('crm.tag');

create table crm.contact_tag (
  org_id uuid not null default kernel.current_org(),
  tag_id uuid not null,
  contact_id uuid not null,
  primary key (org_id, tag_id, contact_id),
  foreign key (org_id, tag_id) references crm.tag (org_id, id) on delete cascade,
  foreign key (org_id, contact_id) references crm.contact (org_id, id) on delete cascade
);
select kernel.tenant_table('crm.contact_tag');
create index contact_tag_of on crm.contact_tag (org_id, contact_id);

create table crm.contact_field (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  key text collate "C" not null check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  label text not null check (length(label) between 1 and 60),
  type text not null check (type in ('text', 'number', 'money', 'date', 'choice', 'multi-choice', 'boolean', 'user', 'link')),
  options jsonb not null default '[]',
  currency char(3) check ((type = 'money') = (currency is not null)),
  position bigint not null,
  is_archived boolean not null default false,
  version bigint not null default 1,
  primary key (org_id, id),
  unique (org_id, key)
);
select kernel.tenant_table('crm.contact_field');

-- contact.fields again, one row per value, in types whose comparisons may use an index under row security.
create table crm.contact_field_value (
  org_id uuid not null default kernel.current_org(),
  contact_id uuid not null,
  field_id uuid not null,
  ordinal bigint not null,
  text_value text collate "C",
  number_value double precision,
  primary key (org_id, contact_id, field_id, ordinal),
  foreign key (org_id, contact_id) references crm.contact (org_id, id) on delete cascade,
  foreign key (org_id, field_id) references crm.contact_field (org_id, id) on delete cascade,
  check ((text_value is null) <> (number_value is null))
);
select kernel.tenant_table('crm.contact_field_value');
create index contact_field_value_text on crm.contact_field_value (org_id, field_id, text_value, contact_id) where text_value is not null;
create index contact_field_value_number on crm.contact_field_value (org_id, field_id, number_value, contact_id) where number_value is not null;

create table crm.consent (
  org_id uuid not null default kernel.current_org(),
  contact_id uuid not null,
  channel text not null check (channel in ('whatsapp', 'sms', 'email', 'phone', 'instagram', 'messenger', 'telegram')),
  purpose text not null check (purpose in ('service', 'marketing')),
  state text not null check (state in ('granted', 'denied', 'unknown')),
  changed_at timestamptz not null,
  source text not null,
  evidence text not null,
  actor_name text,
  primary key (org_id, contact_id, channel, purpose),
  foreign key (org_id, contact_id) references crm.contact (org_id, id) on delete cascade
);
select kernel.tenant_table('crm.consent');

-- What was true when: the proof that a message was allowed. Rows are never changed.
create table crm.consent_change (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  contact_id uuid not null,
  channel text not null,
  purpose text not null,
  state text not null,
  changed_at timestamptz not null,
  source text not null,
  evidence text not null,
  actor_name text,
  primary key (org_id, id),
  foreign key (org_id, contact_id) references crm.contact (org_id, id) on delete cascade
);
select kernel.tenant_table('crm.consent_change', 'select, insert, delete');
create index consent_change_of on crm.consent_change (org_id, contact_id, changed_at desc, id desc);

-- What this module tells in the timeline of a contact.
create table crm.contact_activity (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  contact_id uuid not null,
  at timestamptz not null,
  kind text not null,
  data jsonb not null default '{}',
  actor_name text,
  primary key (org_id, id),
  foreign key (org_id, contact_id) references crm.contact (org_id, id) on delete cascade
);
select kernel.tenant_table('crm.contact_activity', 'select, insert, delete');
create index contact_activity_of on crm.contact_activity (org_id, contact_id, at desc, id desc);

create table crm.contact_view (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  owner_id uuid not null,
  name text not null check (length(name) between 1 and 60),
  layout text not null default 'list' check (layout in ('list')),
  is_shared boolean not null default false,
  query jsonb not null,
  created_at timestamptz not null,
  version bigint not null default 1,
  primary key (org_id, id)
);
select kernel.tenant_table('crm.contact_view');
create index contact_view_owner on crm.contact_view (org_id, owner_id);

-- Every pattern must match. The first three are there for the index, which looks for them together; `rest` sieves what
-- they found. Newest first, because that is what a list shows first when there are more than anybody will page through.
create function crm.search_contact(first text, second text, third text, rest text[], most bigint) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
  select id from crm.contact
  where org_id = kernel.current_org() and search_text like first and search_text like second and search_text like third
    and search_text like all (rest)
  order by created_at desc
  limit most
$$;
select kernel.search_function('crm.search_contact(text, text, text, text[], bigint)', 'crm.contact');
