-- Something that somebody has to do by a moment, usually about a contact.
create table crm.task (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  title text not null check (length(title) between 1 and 200),
  notes text not null default '' check (length(notes) <= 2000),
  contact_id uuid,
  -- Where it came from: a conversation, as an address of this app and the words that name it.
  reference_href text check (reference_href like '/%' and length(reference_href) <= 200),
  reference_words text check (length(reference_words) between 1 and 120),
  due_at timestamptz,
  -- In which the moment was meant, so that it repeats by the clock on the wall.
  zone text not null check (length(zone) <= 60),
  remind_minutes bigint check (remind_minutes between 0 and 43200),
  repeats text not null default 'never' check (repeats in ('never', 'daily', 'weekly', 'monthly')),
  priority text not null default 'normal' check (priority in ('urgent', 'high', 'normal', 'low')),
  assignee_id uuid,
  state text not null default 'open' check (state in ('open', 'done')),
  done_at timestamptz,
  done_by_name text,
  created_at timestamptz not null,
  created_by_id uuid,
  created_by_name text,
  updated_at timestamptz not null,
  version bigint not null default 1,
  primary key (org_id, id),
  foreign key (org_id, contact_id) references crm.contact (org_id, id) on delete cascade,
  check ((state = 'done') = (done_at is not null)),
  check ((reference_href is null) = (reference_words is null)),
  check (remind_minutes is null or due_at is not null),
  check (repeats = 'never' or due_at is not null)
);
select kernel.tenant_table('crm.task');
-- Lists go by what is due first; what has no moment comes last, by its age.
create index task_open on crm.task (org_id, state, due_at, id);
create index task_of_person on crm.task (org_id, assignee_id, state, due_at, id) where assignee_id is not null;
create index task_of_contact on crm.task (org_id, contact_id, state, due_at, id) where contact_id is not null;
create index task_done on crm.task (org_id, done_at desc, id desc) where state = 'done';
