-- Scores are written many at a time: one statement for all of them instead of one each.
create or replace function crm.show_mark() returns trigger language plpgsql set search_path = pg_catalog, public
-- However many there are: contacts are found by their ids.
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  update crm.contact c set mark = jsonb_build_object('score', n.rule_score, 'grade', n.grade, 'winPercent', n.win_percent)
  from now_scored n
  where c.org_id = n.org_id and c.id = n.contact_id
    and c.mark <> jsonb_build_object('score', n.rule_score, 'grade', n.grade, 'winPercent', n.win_percent);
  return null;
end $$;
drop trigger mark_shown on crm.contact_score;
drop trigger if exists mark_shown_at_once on crm.contact_score;
create trigger mark_shown after update on crm.contact_score referencing new table as now_scored for each statement
  execute function crm.show_mark();
