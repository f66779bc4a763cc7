-- Where the chain of a proposal's facts ends. Whoever writes a fact holds this row first, so that facts stand one after the
-- other. `seal` is signed with a key that the database does not have: a chain written anew does not bear it.
create table sales.proposal_chain (
  org_id uuid not null default kernel.current_org(),
  proposal_id uuid not null,
  length bigint not null default 0,
  hash text not null default repeat('0', 64),
  seal text not null default '',
  primary key (org_id, proposal_id),
  foreign key (org_id, proposal_id) references sales.proposal (org_id, id) on delete cascade
);
select kernel.tenant_table('sales.proposal_chain');

-- What happened to a proposal outside of the house, only ever added to: nothing but the erasure of a person's data takes
-- anything away. `content` is the text that was hashed.
create table sales.proposal_event (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  proposal_id uuid not null,
  seq bigint not null,
  type text not null check (type = any (array['sent', 'viewed', 'commented', 'answered', 'accepted', 'rejected', 'expired', 'superseded'])),
  at timestamptz not null,
  version_number bigint not null,
  actor_kind text not null check (actor_kind = any (array['customer', 'user', 'system'])),
  actor_name text not null default '',
  content text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  primary key (org_id, id),
  unique (org_id, proposal_id, seq),
  foreign key (org_id, proposal_id) references sales.proposal (org_id, id) on delete cascade
);
select kernel.tenant_table('sales.proposal_event', 'select, insert, delete');
create index proposal_event_at on sales.proposal_event (org_id, type, at);

-- An address of its own for everybody it is sent to. Only the hash is kept: who reads this table cannot open a proposal.
create table sales.proposal_send (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  proposal_id uuid not null,
  version_id uuid not null,
  version_number bigint not null,
  token_hash text collate "C" not null check (token_hash ~ '^[0-9a-f]{64}$'),
  expires_at timestamptz not null,
  channel text not null check (channel = any (array['whatsapp', 'email', 'link'])),
  sent_to text,
  -- What it became outside of this module: the message with the link, its conversation, the mail.
  conversation_id uuid,
  message_id uuid,
  mail_id uuid,
  at timestamptz not null,
  by_id uuid,
  by_name text not null default '',
  primary key (org_id, id),
  foreign key (org_id, proposal_id) references sales.proposal (org_id, id) on delete cascade
);
create unique index proposal_send_by_token on sales.proposal_send (token_hash);
create index proposal_send_of on sales.proposal_send (org_id, proposal_id, at);
create index proposal_send_at on sales.proposal_send (org_id, at);
select kernel.tenant_table('sales.proposal_send');
select kernel.platform_reads('sales.proposal_send');

-- One row per visit of somebody outside, from the first sign of life of the page on.
create table sales.proposal_view (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  proposal_id uuid not null,
  send_id uuid not null,
  version_number bigint not null,
  started_at timestamptz not null,
  last_at timestamptz not null,
  seconds bigint not null default 0,
  user_agent text not null default '',
  primary key (org_id, id),
  foreign key (org_id, send_id) references sales.proposal_send (org_id, id) on delete cascade
);
create index proposal_view_of on sales.proposal_view (org_id, proposal_id, started_at);
create index proposal_view_by_send on sales.proposal_view (org_id, send_id);
select kernel.tenant_table('sales.proposal_view');

create table sales.proposal_comment (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  proposal_id uuid not null,
  version_number bigint not null,
  author text not null check (author = any (array['customer', 'user'])),
  author_id uuid,
  author_name text not null,
  text text not null check (length(text) between 1 and 2000),
  at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, proposal_id) references sales.proposal (org_id, id) on delete cascade
);
create index proposal_comment_of on sales.proposal_comment (org_id, proposal_id, at);
select kernel.tenant_table('sales.proposal_comment');

-- What it costs to prepare one, for the return on it.
create table sales.proposal_cost (
  org_id uuid not null default kernel.current_org(),
  amount_minor bigint not null check (amount_minor >= 0),
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  version bigint not null default 1,
  primary key (org_id)
);
select kernel.tenant_table('sales.proposal_cost');
