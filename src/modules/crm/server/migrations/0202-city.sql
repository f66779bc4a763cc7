-- The city as search compares words, so that contacts can be narrowed down to one by an index.
alter table crm.contact_address add column city_key text collate "C" not null default '';
alter table crm.contact_address no force row level security;
update crm.contact_address
set city_key = lower(translate(trim(regexp_replace(city, '\s+', ' ', 'g')), 'áàâãäéèêëíìîïóòôõöúùûüñçÁÀÂÃÄÉÈÊËÍÌÎÏÓÒÔÕÖÚÙÛÜÑÇ', 'aaaaaeeeeiiiiooooouuuuncAAAAAEEEEIIIIOOOOOUUUUNC'))
where city <> '';
alter table crm.contact_address force row level security;
create index contact_address_by_city on crm.contact_address (org_id, city_key, contact_id) where city_key <> '';
