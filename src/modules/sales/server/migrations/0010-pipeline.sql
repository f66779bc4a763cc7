-- Ways to sell: each with its own stages. What is archived stays, because the history of deals names it.
create table sales.pipeline (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  -- Null: of all brands.
  brand_id uuid,
  position bigint not null,
  -- What new deals are counted in, unless they say otherwise.
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
  version bigint not null default 1,
  created_at timestamptz not null,
  archived_at timestamptz,
  primary key (org_id, id)
);
select kernel.tenant_table('sales.pipeline');
create index pipeline_by_position on sales.pipeline (org_id, position, id);

create table sales.stage (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  pipeline_id uuid not null,
  name text not null check (length(name) between 1 and 60),
  kind text not null check (kind in ('open', 'proposal', 'negotiation', 'won', 'lost')),
  -- In percent.
  probability bigint not null check (probability between 0 and 100),
  position bigint not null,
  -- Null: a deal may stay as long as it likes.
  rotting_days bigint check (rotting_days between 1 and 3650),
  -- What a deal has to say to come in here.
  required_fields text[] not null default '{}' check (
    required_fields <@ '{amount,expectedClose,nextStep,contact,owner,products}'::text[]),
  color text not null check (color in ('blue', 'violet', 'amber', 'orange', 'green', 'red', 'teal', 'pink', 'gray')),
  -- Nobody sees it any more; its deals went elsewhere.
  archived_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, pipeline_id) references sales.pipeline (org_id, id) on delete cascade,
  check (kind <> 'won' or probability = 100),
  check (kind <> 'lost' or probability = 0)
);
select kernel.tenant_table('sales.stage');
create index stage_of on sales.stage (org_id, pipeline_id, position);

create table sales.lost_reason (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  position bigint not null,
  archived_at timestamptz,
  primary key (org_id, id)
);
select kernel.tenant_table('sales.lost_reason');
create index lost_reason_by_position on sales.lost_reason (org_id, position, id);
