-- Templates of the provider's accounts, and ours that were not submitted yet.
create table conversations.template (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  waba_id text not null,
  provider_id text,
  name text not null,
  language text not null,
  category text not null check (category in ('marketing', 'utility', 'authentication')),
  state text not null check (
    state in ('draft', 'pending', 'approved', 'rejected', 'paused', 'disabled', 'in-appeal', 'limit-exceeded', 'archived', 'locked', 'deleting', 'unknown')
  ),
  quality text not null default 'unknown' check (quality in ('green', 'yellow', 'red', 'unknown')),
  design jsonb not null,
  -- Written over what the provider has, and not submitted yet.
  change jsonb,
  reason text,
  advice text,
  pauses int not null default 0,
  paused_until timestamptz,
  previous_category text,
  category_changed_at timestamptz,
  sources jsonb not null default '{}',
  -- When approved ones were edited at the provider, which bounds how often.
  edits jsonb not null default '[]',
  used_at timestamptz,
  search_text text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- The provider blocks the name of what was deleted for thirty days.
  deleted_at timestamptz,
  version bigint not null default 1,
  primary key (org_id, id)
);
select kernel.tenant_table('conversations.template');
create unique index template_by_name on conversations.template (org_id, waba_id, name, language) where deleted_at is null;

-- When the templates of an account were last compared with the provider's.
create table conversations.template_account (
  org_id uuid not null default kernel.current_org(),
  waba_id text not null,
  synced_at timestamptz,
  failure text,
  primary key (org_id, waba_id)
);
select kernel.tenant_table('conversations.template_account');
