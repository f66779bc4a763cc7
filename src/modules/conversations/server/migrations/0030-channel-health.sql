-- What the provider says of a number besides its messages, and how far its connection got. Apart from the channel, so that
-- what arrives all day neither waits for a person who edits the settings nor changes their version. A number without a row
-- was connected before this table existed.
create table conversations.channel_health (
  org_id uuid not null default kernel.current_org(),
  channel_id uuid not null,
  -- Between the first screen of the wizard and its last one.
  is_setting_up boolean not null default false,
  name_status text,
  is_registered boolean,
  throughput_per_second int check (throughput_per_second > 0),
  -- People that may be written to first in 24 hours. Null: not told, or without a limit; the tier tells which.
  daily_limit int check (daily_limit > 0),
  -- The same number also lives in the provider's telephone app.
  is_coexisting boolean not null default false,
  -- Whose limit it is: several accounts of one business share it.
  portfolio_id text,
  token_state text not null default 'unknown' check (token_state in ('valid', 'invalid', 'unknown')),
  token_expires_at timestamptz,
  missing_permissions text[] not null default '{}',
  -- What the provider restricted, as it names it; null when nothing.
  restriction text,
  handshake_at timestamptz,
  subscribed_at timestamptz,
  -- The last delivery with a good signature.
  heard_at timestamptz,
  test_provider_id text,
  test_state text check (test_state in ('sent', 'delivered', 'read', 'failed')),
  test_failure jsonb,
  -- Hours of opening without any event after which somebody should look.
  silence_hours int not null default 4 check (silence_hours between 1 and 168),
  silence_told_at timestamptz,
  checked_at timestamptz,
  primary key (org_id, channel_id),
  foreign key (org_id, channel_id) references conversations.channel (org_id, id) on delete cascade
);
select kernel.tenant_table('conversations.channel_health');
-- Meta's own test deliveries name a number of nobody: the platform asks which numbers are being connected.
select kernel.platform_reads('conversations.channel_health');
create index channel_being_connected on conversations.channel_health (is_setting_up) where is_setting_up;

-- What the provider announced about a number or its account, as it came. The key makes a repeated delivery harmless.
create table conversations.channel_notice (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  channel_id uuid not null,
  -- What it is about, as the provider names it: a later notice of the same field overtakes an earlier one.
  field text not null,
  key text not null,
  kind text not null,
  tone text not null check (tone in ('ok', 'info', 'warn', 'bad')),
  detail jsonb not null,
  at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, channel_id) references conversations.channel (org_id, id) on delete cascade
);
select kernel.tenant_table('conversations.channel_notice');
create unique index channel_notice_once on conversations.channel_notice (org_id, channel_id, field, key);
create index channel_notice_by_age on conversations.channel_notice (org_id, channel_id, at desc);
