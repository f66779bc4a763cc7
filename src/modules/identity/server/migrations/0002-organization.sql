-- The tenant itself: `org_id` is its identity.
create table identity.organization (
  org_id uuid not null default kernel.current_org() primary key,
  name text not null check (name <> ''),
  slug text not null,
  locale text not null check (locale in ('es', 'en', 'pt')),
  zone text not null,
  currency char(3) not null,
  country char(2) not null,
  line_of_business text not null,
  is_demo boolean not null default false,
  requires_second_factor boolean not null default false,
  created_at timestamptz not null,
  version bigint not null default 1
);
select kernel.tenant_table('identity.organization', 'select, insert, update');
select kernel.platform_reads('identity.organization');

create table identity.brand (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  name text not null check (name <> ''),
  color text not null check (color ~ '^#[0-9a-f]{6}$'),
  theme jsonb not null,
  logo_file_id uuid,
  zone text not null,
  currency char(3) not null,
  locale text not null check (locale in ('es', 'en', 'pt')),
  is_main boolean not null default false,
  created_at timestamptz not null,
  version bigint not null default 1,
  primary key (org_id, id)
);
create unique index brand_main on identity.brand (org_id) where is_main;
select kernel.tenant_table('identity.brand');
select kernel.platform_reads('identity.brand');

-- The rights of a preset are computed from the version of the product; only roles of one's own store them.
create table identity.role (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  preset text check (preset in ('owner', 'administrator', 'supervisor', 'team-agent', 'own-agent', 'reader')),
  name text check (name <> ''),
  permissions text[] not null default '{}',
  created_at timestamptz not null,
  version bigint not null default 1,
  primary key (org_id, id),
  unique (org_id, preset),
  check ((preset is null) = (name is not null))
);
create unique index role_name on identity.role (org_id, lower(name)) where preset is null;
select kernel.tenant_table('identity.role');
select kernel.platform_reads('identity.role');

-- Whoever left keeps a row with the name they had then, so that their work still says whose it was.
create table identity.membership (
  org_id uuid not null default kernel.current_org(),
  person_id uuid not null,
  role_id uuid,
  status text not null default 'active' check (status in ('active', 'suspended', 'removed')),
  left_name text,
  joined_at timestamptz not null,
  seen_at timestamptz,
  version bigint not null default 1,
  primary key (org_id, person_id),
  foreign key (org_id, role_id) references identity.role (org_id, id),
  check ((status = 'removed') = (role_id is null)),
  check ((status = 'removed') = (left_name is not null))
);
create index on identity.membership (org_id, role_id);
create index on identity.membership (person_id) where status <> 'removed';
select kernel.tenant_table('identity.membership', 'select, insert, update');
select kernel.platform_reads('identity.membership', 'select, update (seen_at)');

create table identity.team (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  name text not null check (name <> ''),
  created_at timestamptz not null,
  version bigint not null default 1,
  primary key (org_id, id)
);
create unique index team_name on identity.team (org_id, lower(name));
select kernel.tenant_table('identity.team');

create table identity.team_member (
  org_id uuid not null default kernel.current_org(),
  team_id uuid not null,
  person_id uuid not null,
  primary key (org_id, team_id, person_id),
  foreign key (org_id, team_id) references identity.team (org_id, id) on delete cascade,
  foreign key (org_id, person_id) references identity.membership (org_id, person_id)
);
create index on identity.team_member (org_id, person_id);
select kernel.tenant_table('identity.team_member', 'select, insert, delete');
select kernel.platform_reads('identity.team_member');

create table identity.invitation (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  email text not null check (email = lower(email)),
  role_id uuid not null,
  team_ids uuid[] not null default '{}',
  token_hash text not null,
  invited_by uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  primary key (org_id, id),
  unique (org_id, token_hash),
  foreign key (org_id, role_id) references identity.role (org_id, id) on delete cascade
);
create unique index invitation_open on identity.invitation (org_id, email) where used_at is null and revoked_at is null;
create index on identity.invitation (org_id, role_id);
select kernel.tenant_table('identity.invitation', 'select, insert, update');

create table identity.api_key (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  name text not null check (name <> ''),
  prefix text not null,
  secret_hash text not null,
  permissions text[] not null,
  created_by uuid,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (org_id, id),
  unique (org_id, secret_hash)
);
select kernel.tenant_table('identity.api_key', 'select, insert, update');
select kernel.platform_reads('identity.api_key', 'select, update (last_used_at)');

-- A tenant sees its own people and of them only what colleagues may know: never a secret, never another organization's.
grant select (id, email, name, locale, has_second_factor) on identity.person to yapa_app, yapa_reader;
create policy colleague on identity.person for select to yapa_app, yapa_reader
  using (exists (select from identity.membership m where m.person_id = person.id and m.status <> 'removed'));
