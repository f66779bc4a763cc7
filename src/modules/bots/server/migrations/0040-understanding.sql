-- What was understood of a message of a customer: beside it, never in it. Hundredths instead of fractions.
create table bots.understanding (
  org_id uuid not null default kernel.current_org(),
  message_id uuid not null,
  conversation_id uuid not null,
  contact_id uuid not null,
  brand_id uuid not null,
  at timestamptz not null,
  language text not null check (language in ('es', 'pt', 'en', 'other', 'unknown')),
  intent text not null check (intent in ('greeting', 'price', 'stock', 'order', 'complaint', 'schedule', 'human', 'payment', 'other')),
  confidence_percent bigint not null check (confidence_percent between 0 and 100),
  mood text not null check (mood in ('negative', 'neutral', 'positive')),
  sentiment_percent bigint not null check (sentiment_percent between -100 and 100),
  -- The pieces of the message that made its mood.
  words jsonb not null,
  -- The merges of contacts that brought it here, the newest last: what is undone goes back the same way.
  merge_ids uuid[] not null default '{}',
  -- Its conversation was made one with another.
  was_moved boolean not null default false,
  primary key (org_id, message_id)
);
select kernel.tenant_table('bots.understanding');
create index understanding_of_conversation on bots.understanding (org_id, conversation_id, at desc);
create index understanding_of_contact on bots.understanding (org_id, contact_id, at desc);
create index understanding_by_time on bots.understanding (org_id, at);

-- How a contact stands by what they wrote last, for whoever narrows contacts down.
create table bots.contact_understanding (
  org_id uuid not null default kernel.current_org(),
  contact_id uuid not null,
  at timestamptz not null,
  intent text not null,
  mood text not null,
  language text not null,
  primary key (org_id, contact_id)
);
select kernel.tenant_table('bots.contact_understanding');
create index contact_understanding_by_intent on bots.contact_understanding (org_id, intent, contact_id);
create index contact_understanding_by_mood on bots.contact_understanding (org_id, mood, contact_id);
create index contact_understanding_by_language on bots.contact_understanding (org_id, language, contact_id);
