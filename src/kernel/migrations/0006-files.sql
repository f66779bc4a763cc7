-- What is known of a stored file; its content lies in the data folder under its hash, once however often it came.
create table kernel.file (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  sha256 bytea not null check (length(sha256) = 32),
  name text not null check (length(name) <= 200),
  -- As recognised from the content, never as declared by the sender.
  mime text not null check (length(mime) <= 120),
  kind text not null check (kind = any (array['image', 'audio', 'video', 'document'])),
  bytes bigint not null check (bytes >= 0),
  width bigint check (width > 0),
  height bigint check (height > 0),
  created_at timestamptz not null,
  -- Set while nothing refers to the file yet, such as an attachment of a message that was never sent.
  expires_at timestamptz,
  primary key (org_id, id)
);
select kernel.tenant_table('kernel.file');
-- The sweeper looks across organizations for contents that nobody refers to.
select kernel.platform_reads('kernel.file', 'select, delete');
create index file_content on kernel.file (org_id, sha256);
create index file_expiry on kernel.file (expires_at) where expires_at is not null;
