-- Web pages that may use this organization's API keys from a browser. Without any, keys are for servers only.
alter table identity.organization add column api_origins text[] not null default '{}' check (cardinality(api_origins) <= 20);
