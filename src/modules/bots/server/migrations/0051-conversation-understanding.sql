-- What a conversation is about by what the customer wrote lately in it, for the list of conversations.
create table bots.conversation_understanding (
  org_id uuid not null default kernel.current_org(),
  conversation_id uuid not null,
  at timestamptz not null,
  intent text not null,
  primary key (org_id, conversation_id)
);

alter table bots.understanding no force row level security;
insert into bots.conversation_understanding (org_id, conversation_id, at, intent)
select distinct on (u.org_id, u.conversation_id) u.org_id, u.conversation_id, u.at, u.intent from bots.understanding u
where u.intent <> all (array['greeting', 'other']) and u.confidence_percent >= 50
order by u.org_id, u.conversation_id, u.at desc;
alter table bots.understanding force row level security;

select kernel.tenant_table('bots.conversation_understanding');
create index conversation_understanding_by_intent on bots.conversation_understanding (org_id, intent, conversation_id);
