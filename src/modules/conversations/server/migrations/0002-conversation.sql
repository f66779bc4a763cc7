create table conversations.conversation (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  channel_id uuid not null,
  channel_kind text not null,
  brand_id uuid not null,
  contact_id uuid not null,
  address_id uuid not null,
  -- Copies of the contact's name and number, so that the inbox is one table; kept by reactions to the contact's events.
  contact_name text not null,
  contact_address text not null,
  search_text text not null,
  state text not null check (state in ('open', 'pending', 'snoozed', 'resolved')),
  priority text not null default 'normal' check (priority in ('urgent', 'high', 'normal', 'low')),
  priority_rank smallint not null generated always as (case priority when 'urgent' then 0 when 'high' then 1 when 'normal' then 2 else 3 end) stored,
  assignee_id uuid,
  assignee_name text,
  team_id uuid,
  labels text[] not null default '{}',
  unread_count int not null default 0 check (unread_count >= 0),
  last_seq int not null default 0,
  waiting_since timestamptz,
  answer_due_at timestamptz,
  opened_at timestamptz not null,
  first_inbound_at timestamptz,
  first_reply_at timestamptz,
  last_inbound_at timestamptz,
  last_reply_at timestamptz,
  last_message_at timestamptz not null,
  -- The newest of either side in the order of arrival: what a writer must have seen. The one shown in lists is the
  -- newest by its own moment; late deliveries make the two differ.
  last_message_id uuid,
  shown_message_id uuid,
  window_expires_at timestamptz,
  snoozed_until timestamptz,
  resolved_at timestamptz,
  version bigint not null default 1,
  primary key (org_id, id),
  foreign key (org_id, channel_id) references conversations.channel (org_id, id),
  foreign key (org_id, address_id) references conversations.address (org_id, id),
  check ((state = 'resolved') = (resolved_at is not null)),
  check (state = 'snoozed' or snoozed_until is null),
  check ((waiting_since is null) = (answer_due_at is null)),
  check ((assignee_id is null) = (assignee_name is null))
);
select kernel.tenant_table('conversations.conversation');
-- Two first messages at once must not open two conversations.
create unique index one_alive_per_contact on conversations.conversation (org_id, contact_id, channel_id) where state <> 'resolved';
create index conversation_by_contact on conversations.conversation (org_id, contact_id, channel_id, opened_at desc);
-- The inbox in its orders.
create index conversation_by_last_message on conversations.conversation (org_id, state, last_message_at desc, id desc);
create index conversation_by_assignee on conversations.conversation (org_id, assignee_id, state, last_message_at desc, id desc) where assignee_id is not null;
create index conversation_waiting on conversations.conversation (org_id, priority_rank, answer_due_at, id) where state = 'open' and waiting_since is not null;
create index conversation_snoozed on conversations.conversation (org_id, snoozed_until) where state = 'snoozed';
-- The board.
create index conversation_by_opening on conversations.conversation (org_id, opened_at);
create index conversation_by_resolution on conversations.conversation (org_id, resolved_at) where resolved_at is not null;
create index conversation_by_first_reply on conversations.conversation (org_id, first_reply_at) where first_reply_at is not null;
create index conversation_search on conversations.conversation using gin (org_id, search_text gin_trgm_ops);

-- How far each person has read.
create table conversations.reading (
  org_id uuid not null default kernel.current_org(),
  conversation_id uuid not null,
  person_id uuid not null,
  read_seq int not null,
  read_at timestamptz not null,
  primary key (org_id, conversation_id, person_id),
  foreign key (org_id, conversation_id) references conversations.conversation (org_id, id) on delete cascade
);
select kernel.tenant_table('conversations.reading');

create table conversations.draft (
  org_id uuid not null default kernel.current_org(),
  conversation_id uuid not null,
  person_id uuid not null,
  text text not null,
  is_note boolean not null,
  reply_to_id uuid,
  file_ids uuid[] not null default '{}',
  updated_at timestamptz not null,
  primary key (org_id, conversation_id, person_id),
  foreign key (org_id, conversation_id) references conversations.conversation (org_id, id) on delete cascade
);
select kernel.tenant_table('conversations.draft');

create table conversations.canned_reply (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  shortcut text not null,
  text text not null,
  brand_id uuid,
  used_at timestamptz,
  updated_at timestamptz not null,
  version bigint not null default 1,
  primary key (org_id, id),
  unique nulls not distinct (org_id, brand_id, shortcut)
);
select kernel.tenant_table('conversations.canned_reply');
