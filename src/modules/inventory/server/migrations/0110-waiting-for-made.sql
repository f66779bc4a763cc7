-- What is made of other things is waited for as well, though it is not counted itself.
alter table inventory.waiting drop constraint waiting_org_id_variant_id_fkey;
