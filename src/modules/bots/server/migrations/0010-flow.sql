-- A flow as it is drawn, and the versions of it that were published. Versions never change: a run keeps the one it began with.
create table bots.flow (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  is_active boolean not null default false,
  -- In this order they are asked whether a message is theirs.
  position bigint not null,
  -- Where and when it answers, and when it speaks again after a person did: contract/flows.ts.
  trigger jsonb not null,
  resume jsonb not null,
  draft jsonb not null,
  published_version_id uuid,
  created_at timestamptz not null,
  created_by_name text check (length(created_by_name) <= 200),
  drawn_at timestamptz not null,
  version bigint not null default 1,
  primary key (org_id, id)
);
select kernel.tenant_table('bots.flow');

create table bots.flow_version (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  flow_id uuid not null,
  number bigint not null check (number > 0),
  document jsonb not null,
  note text not null default '' check (length(note) <= 200),
  published_at timestamptz not null,
  published_by_name text check (length(published_by_name) <= 200),
  primary key (org_id, id),
  unique (org_id, flow_id, number),
  foreign key (org_id, flow_id) references bots.flow (org_id, id) on delete cascade
);
select kernel.tenant_table('bots.flow_version', 'select, insert, delete');
