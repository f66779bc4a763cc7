create table conversations.message (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  conversation_id uuid not null,
  channel_id uuid not null,
  seq int not null,
  direction text not null check (direction in ('in', 'out', 'note', 'activity')),
  kind text not null,
  content jsonb not null,
  -- What lists and quotes show of it, at most 140 characters.
  preview text not null,
  search_text text not null default '',
  author_kind text not null check (author_kind in ('contact', 'user', 'api-key', 'system', 'phone-app')),
  author_id uuid,
  author_name text not null,
  at timestamptz not null,
  provider_id text,
  state text check (state in ('queued', 'sending', 'unknown', 'sent', 'delivered', 'read', 'played', 'failed')),
  attempts int not null default 0,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  played_at timestamptz,
  failed_at timestamptz,
  failure jsonb,
  reply_to_provider_id text,
  is_forwarded boolean not null default false,
  edited_at timestamptz,
  revoked_at timestamptz,
  referral jsonb,
  -- What the provider calls the file, to fetch it and to ask again.
  media_ref jsonb,
  retry_of uuid,
  retried_by uuid,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, conversation_id) references conversations.conversation (org_id, id),
  check ((direction = 'out') = (state is not null))
);
select kernel.tenant_table('conversations.message');
create unique index message_by_provider_id on conversations.message (org_id, channel_id, provider_id) where provider_id is not null;
create unique index message_by_seq on conversations.message (org_id, conversation_id, seq);
create index message_by_moment on conversations.message (org_id, conversation_id, at desc, seq desc);
create index message_for_board on conversations.message (org_id, at) include (channel_id, direction) where direction in ('in', 'out');
create index message_unsent on conversations.message (org_id, channel_id, conversation_id, seq) where state in ('queued', 'sending', 'unknown');
create index message_failed on conversations.message (org_id, channel_id, failed_at) where state = 'failed';
create index message_search on conversations.message using gin (org_id, to_tsvector('spanish', search_text)) where search_text <> '';

-- Every message, edit, deletion and reaction as the provider delivered it. Its key is what makes a repeated delivery
-- harmless; it stands apart so that threads read narrow rows.
create table conversations.delivery (
  org_id uuid not null default kernel.current_org(),
  channel_id uuid not null,
  provider_id text not null,
  message_id uuid,
  payload jsonb not null,
  received_at timestamptz not null,
  primary key (org_id, channel_id, provider_id)
);
select kernel.tenant_table('conversations.delivery', 'select, insert');

-- What arrived before the message it is about: statuses without our own id, edits, deletions. Taken up when the message appears.
create table conversations.early_fact (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  channel_id uuid not null,
  provider_id text not null,
  fact jsonb not null,
  received_at timestamptz not null,
  primary key (org_id, id)
);
select kernel.tenant_table('conversations.early_fact');
create index early_fact_by_provider_id on conversations.early_fact (org_id, channel_id, provider_id);
create index early_fact_by_age on conversations.early_fact (org_id, received_at);

-- One reaction per side and message, found by the provider's id, so that it may arrive before the message itself.
create table conversations.reaction (
  org_id uuid not null default kernel.current_org(),
  channel_id uuid not null,
  provider_id text not null,
  side text not null check (side in ('contact', 'us')),
  -- Null: taken back.
  emoji text,
  author_name text not null,
  at timestamptz not null,
  primary key (org_id, channel_id, provider_id, side)
);
select kernel.tenant_table('conversations.reaction');

-- Words of messages, for the search of the inbox: Spanish stems over text without accents.
create function conversations.search_messages(query text, most int) returns table (message_id uuid, conversation_id uuid, at timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select m.id, m.conversation_id, m.at
  from conversations.message m
  where m.org_id = kernel.current_org() and m.search_text <> ''
    and to_tsvector('spanish', m.search_text) @@ to_tsquery('spanish', query)
  order by m.at desc
  limit most
$$;
select kernel.search_function('conversations.search_messages(text,int)', 'conversations.message');

create function conversations.search_conversations(words text, most int) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public as $$
  select c.id
  from conversations.conversation c
  where c.org_id = kernel.current_org()
    and c.search_text like '%' || replace(replace(replace(words, '\', '\\'), '%', '\%'), '_', '\_') || '%'
  order by c.last_message_at desc
  limit most
$$;
select kernel.search_function('conversations.search_conversations(text,int)', 'conversations.conversation');
