-- A second kind of number: one behind an unofficial connector, which drives WhatsApp Web in somebody's browser.
alter table conversations.channel drop constraint channel_kind_check;
alter table conversations.channel add constraint channel_kind_check check (kind in ('whatsapp', 'watoolbox'));

-- What only connectors have: they tell nothing by themselves, so silence is the only sign that their tab is closed.
create table conversations.connector (
  org_id uuid not null default kernel.current_org(),
  channel_id uuid not null,
  -- The last thing that came in from it.
  heard_at timestamptz,
  -- Since when it takes orders and sends nothing.
  offline_since timestamptz,
  -- The next message leaves no sooner: messages in a burst are how a number gets banned.
  next_send_at timestamptz,
  -- Hours without anything coming in after which somebody should look.
  silence_hours int not null default 12 check (silence_hours between 1 and 168),
  silence_told_at timestamptz,
  created_at timestamptz not null,
  primary key (org_id, channel_id),
  foreign key (org_id, channel_id) references conversations.channel (org_id, id) on delete cascade
);
select kernel.tenant_table('conversations.connector');
