create table surveys.survey (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  name text not null check (length(name) <= 80),
  kind text not null check (kind in ('csat', 'nps', 'ces', 'open')),
  look text not null check (look in ('list', 'buttons')),
  language text not null check (language in ('es', 'en', 'pt')),
  texts jsonb not null,
  -- Of whose conversations; empty: of all.
  brand_ids uuid[] not null,
  channel_ids uuid[] not null,
  team_ids uuid[] not null,
  delay_minutes bigint not null check (delay_minutes between 0 and 10080),
  sample_percent bigint not null check (sample_percent between 1 and 100),
  cooldown_days bigint not null check (cooldown_days between 0 and 365),
  expires_hours bigint not null check (expires_hours between 1 and 720),
  template jsonb,
  opens_task boolean not null,
  is_active boolean not null,
  -- Deleted after it was sent: its answers stay.
  archived_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null default 1,
  primary key (org_id, id),
  check (archived_at is null or not is_active)
);
select kernel.tenant_table('surveys.survey');

-- One person asked once, and what they said.
create table surveys.invitation (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  survey_id uuid not null,
  -- What it was asked for: one survey asks once of each occasion.
  occasion text not null check (length(occasion) <= 120),
  contact_id uuid not null,
  conversation_id uuid,
  brand_id uuid,
  channel_id uuid,
  team_id uuid,
  agent_id uuid,
  state text not null check (state in ('scheduled', 'sent', 'partly', 'answered', 'expired', 'skipped')),
  reason text check (reason in ('opted_out', 'window_closed', 'cooldown', 'restricted', 'wrote_again', 'survey_off', 'contact_gone', 'channel_stopped', 'not_sent')),
  via text check (via in ('chat', 'template', 'link')),
  message_id uuid,
  due_at timestamptz not null,
  sent_at timestamptz,
  expires_at timestamptz,
  score bigint check (score between 0 and 10),
  band text check (band in ('good', 'middle', 'bad')),
  comment text not null default '' check (length(comment) <= 4096),
  answered_at timestamptz,
  answered_via text check (answered_via in ('chat', 'link')),
  task_id uuid,
  -- Merges of contacts that brought it here, so that undoing one takes exactly those back.
  merged_by uuid[] not null default '{}',
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, survey_id) references surveys.survey (org_id, id) on delete cascade,
  unique (org_id, survey_id, occasion),
  check ((state = 'skipped') = (reason is not null)),
  check ((sent_at is null) = (state in ('scheduled', 'skipped'))),
  check ((state in ('partly', 'answered')) = (answered_at is not null))
);
select kernel.tenant_table('surveys.invitation');
create index invitation_of_contact on surveys.invitation (org_id, contact_id, created_at desc, id desc);
create index invitation_answered on surveys.invitation (org_id, survey_id, answered_at desc, id desc) where answered_at is not null;
create index invitation_sent on surveys.invitation (org_id, survey_id, sent_at);
create index invitation_open on surveys.invitation (org_id, expires_at) where state = 'sent';
