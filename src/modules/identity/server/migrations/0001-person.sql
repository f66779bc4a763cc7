create schema identity;

-- People stand outside of any tenant: one account, several organizations. `totp_secret` is encrypted by the application.
create table identity.person (
  id uuid primary key,
  email text not null unique check (email = lower(email) and length(email) <= 254),
  name text not null check (name <> ''),
  password_hash text not null,
  password_changed_at timestamptz not null,
  totp_secret text,
  totp_pending text,
  totp_last_step bigint not null default 0,
  recovery_hashes text[] not null default '{}',
  has_second_factor boolean not null generated always as (totp_secret is not null) stored,
  locale text not null check (locale in ('es', 'en', 'pt')),
  theme text not null default 'system' check (theme in ('light', 'dark', 'system')),
  density text not null default 'normal' check (density in ('comfortable', 'normal', 'compact')),
  created_at timestamptz not null
);
select kernel.platform_table('identity.person');

-- Only the hash of a token is stored, so that a copy of the database opens no door.
create table identity.session (
  id uuid primary key,
  token_hash text not null unique,
  person_id uuid not null references identity.person (id) on delete cascade,
  organization_id uuid,
  ip text not null,
  user_agent text not null,
  second_factor boolean not null default false,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index on identity.session (person_id);
create index on identity.session (expires_at);
select kernel.platform_table('identity.session');

-- The password was right, the second factor is still to come.
create table identity.login_challenge (
  token_hash text primary key,
  person_id uuid not null references identity.person (id) on delete cascade,
  tries bigint not null default 0,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index on identity.login_challenge (expires_at);
create index on identity.login_challenge (person_id);
select kernel.platform_table('identity.login_challenge');

create table identity.password_reset (
  token_hash text primary key,
  person_id uuid not null references identity.person (id) on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index on identity.password_reset (expires_at);
create index on identity.password_reset (person_id);
select kernel.platform_table('identity.password_reset');

-- The public short name of an organization is unique in the installation, which no tenant can see as a whole.
create table identity.slug (
  slug text primary key check (slug ~ '^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$'),
  organization_id uuid not null unique
);
select kernel.platform_table('identity.slug');

-- One row once the first organization exists: the first-run wizard is closed from then on.
create table identity.installation (
  is_set_up boolean primary key default true check (is_set_up),
  set_up_at timestamptz not null default now()
);
select kernel.platform_table('identity.installation');

-- Opening an organization writes to three tables that no tenant may touch, in the tenant's own transaction. These
-- functions are the only way: each does one thing, and the owner's rights on those tables go no further than that.
create policy admission on identity.person for insert to yapa_owner with check (true);
create policy own_slug on identity.slug to yapa_owner
  using (organization_id = kernel.current_org()) with check (organization_id = kernel.current_org());
create policy set_up on identity.installation for insert to yapa_owner with check (true);

-- False when the address already has an account: that account is never touched.
create function identity.admit_person(new_id uuid, new_email text, new_name text, new_password_hash text, new_locale text, at timestamptz)
returns boolean language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into identity.person (id, email, name, password_hash, password_changed_at, locale, created_at)
  values (new_id, new_email, new_name, new_password_hash, at, new_locale, at);
  return true;
exception when unique_violation then
  return false;
end $$;

-- False when another organization has it; the caller keeps the one it had.
create function identity.claim_slug(wanted text)
returns boolean language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from identity.slug where organization_id = kernel.current_org();
  insert into identity.slug (slug, organization_id) values (wanted, kernel.current_org());
  return true;
exception when unique_violation then
  return false;
end $$;

-- True for the one caller that was first. A second one waits here for the first to commit or to give up.
create function identity.claim_installation()
returns boolean language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into identity.installation (is_set_up) values (true);
  return true;
exception when unique_violation then
  return false;
end $$;

revoke all on all functions in schema identity from public;
grant execute on function identity.admit_person(uuid, text, text, text, text, timestamptz) to yapa_app;
grant execute on function identity.claim_slug(text) to yapa_app;
grant execute on function identity.claim_installation() to yapa_app;
