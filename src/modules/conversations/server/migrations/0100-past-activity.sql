-- Organizations whose messages were written before the activity of contacts was kept, and how far telling it has come.
-- A row goes when everything is told; new organizations never have one.
create table conversations.past_activity (
  org_id uuid not null default kernel.current_org(),
  after_at timestamptz not null default '-infinity',
  after_id uuid not null default '00000000-0000-0000-0000-000000000000',
  primary key (org_id)
);

alter table conversations.channel no force row level security;
insert into conversations.past_activity (org_id) select distinct org_id from conversations.channel;
alter table conversations.channel force row level security;

select kernel.tenant_table('conversations.past_activity');
