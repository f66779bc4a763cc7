-- A flow within one conversation. `place` and the version are all that the next step needs (contract/run.ts); `heard_seq` is
-- how far the thread was heard. At most one of a conversation is alive.
create table bots.run (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  flow_id uuid not null,
  version_id uuid not null,
  conversation_id uuid not null,
  state text not null check (state in ('active', 'paused', 'handed-off', 'ended')),
  place jsonb not null,
  -- Repeated from `place`, for figures.
  node_id text check (length(node_id) <= 40),
  heard_seq bigint not null,
  -- Why it was handed to a person.
  reason text check (length(reason) <= 40),
  -- When a person wrote last.
  person_at timestamptz,
  -- The conversation was resolved since.
  is_over boolean not null default false,
  started_at timestamptz not null,
  moved_at timestamptz not null,
  version bigint not null default 1,
  primary key (org_id, id),
  foreign key (org_id, flow_id) references bots.flow (org_id, id) on delete cascade,
  foreign key (org_id, version_id) references bots.flow_version (org_id, id) on delete cascade
);
select kernel.tenant_table('bots.run');
create unique index run_alive on bots.run (org_id, conversation_id) where state = any (array['active', 'paused']);
create index run_of_conversation on bots.run (org_id, conversation_id, started_at desc);
create index run_of_flow on bots.run (org_id, flow_id, started_at desc);

-- What a run did, one line per effect. The number is the effect's: it cannot be done twice.
create table bots.run_line (
  org_id uuid not null default kernel.current_org(),
  run_id uuid not null,
  n bigint not null,
  kind text not null check (kind in ('heard', 'said', 'did', 'handed-off', 'ended', 'paused', 'resumed')),
  node_id text check (length(node_id) <= 40),
  text text not null check (length(text) <= 4096),
  -- Of an action: `waiting`, `done`, or why it was not.
  outcome text check (length(outcome) <= 300),
  message_id uuid,
  at timestamptz not null,
  primary key (org_id, run_id, n, kind),
  foreign key (org_id, run_id) references bots.run (org_id, id) on delete cascade
);
select kernel.tenant_table('bots.run_line');
