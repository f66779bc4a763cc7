create schema conversations;

-- Numbers and accounts through which customers are reached. Token, app secret and verify token are sealed by the
-- kernel's envelope keys; the hash finds the channel of a handshake, which carries nothing else.
create table conversations.channel (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  kind text not null check (kind in ('whatsapp')),
  name text not null,
  brand_id uuid not null,
  phone_number_id text not null,
  waba_id text not null,
  display_phone text not null,
  is_simulator boolean not null,
  token text not null,
  app_secret text not null,
  verify_token text not null,
  verify_token_hash text not null,
  state text not null default 'ok' check (state in ('ok', 'stopped')),
  stop_reason text,
  stopped_at timestamptz,
  default_team_id uuid,
  answer_target_minutes int not null default 15 check (answer_target_minutes > 0),
  reopen_hours int not null default 72 check (reopen_hours >= 0),
  verified_name text,
  quality text not null default 'unknown' check (quality in ('green', 'yellow', 'red', 'unknown')),
  tier text,
  checked_at timestamptz,
  created_at timestamptz not null,
  version bigint not null default 1,
  primary key (org_id, id),
  check ((state = 'stopped') = (stop_reason is not null))
);
select kernel.tenant_table('conversations.channel');
-- A webhook names its number and nothing else: the platform finds whose it is.
select kernel.platform_reads('conversations.channel');
create index channel_by_waba on conversations.channel (waba_id);
create index channel_by_verify_token on conversations.channel (verify_token_hash);
-- The one key that spans tenants: a number belongs to one organization of the installation. It tells nobody anything,
-- because a channel is only kept after the provider confirmed that the caller's token owns the number.
create unique index channel_by_number on conversations.channel (phone_number_id);

-- A customer as one channel knows them. The row is what deliveries of the same person queue up on.
create table conversations.address (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  channel_id uuid not null,
  contact_id uuid,
  -- Digits as the provider reports them; replies go to exactly these. Absent for people who hide their number.
  wa_id text,
  -- The provider's id of the person, scoped to our business.
  user_id text,
  -- Another spelling of the number that proved to be the one that works for sending.
  send_to text,
  name text,
  last_inbound_at timestamptz,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, channel_id) references conversations.channel (org_id, id),
  check (wa_id is not null or user_id is not null)
);
select kernel.tenant_table('conversations.address');
create unique index address_by_wa_id on conversations.address (org_id, channel_id, wa_id) where wa_id is not null;
create unique index address_by_user_id on conversations.address (org_id, channel_id, user_id) where user_id is not null;
create index address_by_contact on conversations.address (org_id, contact_id, channel_id);
