-- What is said to whoever writes while the shop is closed: of one number, of a brand, or of all (both empty).
create table bots.away_reply (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  brand_id uuid,
  channel_id uuid,
  text text not null check (length(text) between 1 and 1000),
  is_active boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null default 1,
  primary key (org_id, id),
  check (brand_id is null or channel_id is null),
  unique nulls not distinct (org_id, brand_id, channel_id)
);
select kernel.tenant_table('bots.away_reply');

-- Who was told, or attended by a person, while the shop was closed: a closed period is known by the moment it ends.
create table bots.away_told (
  org_id uuid not null default kernel.current_org(),
  conversation_id uuid not null,
  closed_until text not null,
  at timestamptz not null,
  primary key (org_id, conversation_id, closed_until)
);
select kernel.tenant_table('bots.away_told');
create index away_told_by_time on bots.away_told (org_id, at);
