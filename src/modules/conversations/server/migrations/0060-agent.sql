-- People as those who answer: whether they can be given work now, how much, and for what.
create table conversations.agent (
  org_id uuid not null default kernel.current_org(),
  person_id uuid not null,
  status text not null check (status in ('online', 'away', 'offline')),
  -- Set by the missing connection, and taken back by its return; what a person chose stays.
  is_automatic boolean not null default false,
  reason text,
  back_at timestamptz,
  since timestamptz not null,
  -- The last sign of an open screen, whichever tab or device.
  seen_at timestamptz,
  -- Null: the default of the organization.
  capacity int check (capacity between 0 and 200),
  skills text[] not null default '{}',
  languages text[] not null default '{}',
  version bigint not null default 1,
  primary key (org_id, person_id)
);
select kernel.tenant_table('conversations.agent');

-- One row per organization that changed something; without it the defaults of the code count.
create table conversations.routing_settings (
  org_id uuid not null default kernel.current_org() primary key,
  default_capacity int not null check (default_capacity between 1 and 200),
  away_after_minutes int not null check (away_after_minutes between 1 and 240),
  -- Null: what somebody left open stays with them.
  reassign_after_minutes int check (reassign_after_minutes between 1 and 1440),
  -- At most so many assignments per person in so many minutes; null: no limit.
  rate_limit_count int check (rate_limit_count between 1 and 1000),
  rate_limit_minutes int not null check (rate_limit_minutes between 1 and 1440),
  transfer_note_required boolean not null,
  version bigint not null default 1
);
select kernel.tenant_table('conversations.routing_settings', 'select, insert, update');

create table conversations.routing_rule (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  position int not null,
  name text not null check (name <> ''),
  is_active boolean not null,
  conditions jsonb not null,
  skill text,
  team_id uuid not null,
  method text not null check (method in ('round-robin', 'lowest-load', 'sticky')),
  overflow_team_id uuid,
  overflow_after_seconds int check (overflow_after_seconds between 10 and 86400),
  created_at timestamptz not null,
  version bigint not null default 1,
  primary key (org_id, id),
  check ((overflow_team_id is null) = (overflow_after_seconds is null))
);
select kernel.tenant_table('conversations.routing_rule');
create index routing_rule_in_order on conversations.routing_rule (org_id, position, id);

-- Conversations that a rule gave to a team and that nobody has yet. Leaves with the assignment.
create table conversations.queue_entry (
  org_id uuid not null default kernel.current_org(),
  conversation_id uuid not null,
  rule_id uuid,
  rule_name text not null,
  team_id uuid not null,
  skill text,
  method text not null,
  queued_at timestamptz not null,
  overflow_team_id uuid,
  overflow_at timestamptz,
  -- Whoever gave it back does not get it again by itself.
  except_id uuid,
  -- The thread was told that nobody could take it.
  is_told boolean not null default false,
  primary key (org_id, conversation_id),
  foreign key (org_id, conversation_id) references conversations.conversation (org_id, id) on delete cascade
);
select kernel.tenant_table('conversations.queue_entry');

-- Every time somebody was given or took a conversation: what turns, rate limits and reports go by.
create table conversations.assignment (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  conversation_id uuid not null,
  person_id uuid not null,
  team_id uuid,
  how text not null check (how in ('rule', 'person')),
  at timestamptz not null,
  primary key (org_id, id)
);
select kernel.tenant_table('conversations.assignment', 'select, insert');
create index assignment_by_person on conversations.assignment (org_id, person_id, at desc);
create index assignment_by_conversation on conversations.assignment (org_id, conversation_id, at desc);

-- Whose customer somebody is: who last took charge by themselves, or the first whom a rule chose.
create table conversations.sticky_agent (
  org_id uuid not null default kernel.current_org(),
  contact_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  primary key (org_id, contact_id)
);
select kernel.tenant_table('conversations.sticky_agent');

-- "Take the next one": by priority, then who waits longest.
create index conversation_unassigned on conversations.conversation (org_id, priority_rank, waiting_since, id) where state = 'open' and assignee_id is null;
