-- One data key per organization and version, itself encrypted with the key-encryption key of the installation.
-- Destroying the rows of an organization makes everything that was encrypted for it unreadable, in backups too.
create table kernel.data_key (
  org_id uuid not null,
  version bigint not null check (version >= 1),
  -- Names the key-encryption key that `wrapped` was made with.
  kek_version bigint not null check (kek_version >= 1),
  wrapped bytea not null check (length(wrapped) = 60),
  created_at timestamptz not null default now(),
  primary key (org_id, version)
);
select kernel.tenant_table('kernel.data_key', 'select, insert');
-- Rotation and destruction are the operator's work, across organizations; what belongs to no organization (a person's
-- second factor) has a key under the nil id.
select kernel.platform_reads('kernel.data_key', 'select, insert, update, delete');

-- Attempts at doors that must not be tried for ever: who tries is not yet known to belong to an organization.
create table kernel.throttle (
  bucket text not null check (length(bucket) <= 100),
  key bytea not null check (length(key) = 32),
  moments timestamptz[] not null,
  expires_at timestamptz not null,
  primary key (bucket, key)
);
select kernel.platform_table('kernel.throttle');
create index on kernel.throttle (expires_at);
