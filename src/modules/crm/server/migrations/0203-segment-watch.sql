-- Segments of which is told who comes in and who goes out. `watched_since`: when those who were in it at first were
-- written down; they are no news.
alter table crm.segment
  add column is_watched boolean not null default false,
  add column watched_since timestamptz;

-- Who was in a watched segment when it was last looked at. Without a key to the contact: writing here must not hold
-- anybody's row, which a foreign key would do.
create table crm.segment_presence (
  org_id uuid not null default kernel.current_org(),
  segment_id uuid not null,
  contact_id uuid not null,
  primary key (org_id, segment_id, contact_id),
  foreign key (org_id, segment_id) references crm.segment (org_id, id) on delete cascade
);
select kernel.tenant_table('crm.segment_presence');
create index segment_presence_of on crm.segment_presence (org_id, contact_id);

-- Who came in and who went out, for the timeline. The name as it was: the segment may be gone.
create table crm.segment_passage (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  segment_id uuid not null,
  segment_name text not null,
  contact_id uuid not null,
  direction text not null check (direction in ('entered', 'left')),
  at timestamptz not null,
  primary key (org_id, id)
);
select kernel.tenant_table('crm.segment_passage');
create index segment_passage_of on crm.segment_passage (org_id, contact_id, at desc, id desc);
