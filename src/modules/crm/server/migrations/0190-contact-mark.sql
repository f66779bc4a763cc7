-- What lists show of the score stands on the contact itself: fifty look-ups in another table made a list of fifty cost the
-- database six times as much. The score's own table stays the truth, and the order and the filters of lists go by it.
alter table crm.contact add column mark jsonb not null default '{"score": 0, "grade": "C3", "winPercent": null}';

alter table crm.contact no force row level security;
alter table crm.contact_score no force row level security;
update crm.contact c set mark = jsonb_build_object('score', s.rule_score, 'grade', s.grade, 'winPercent', s.win_percent)
from crm.contact_score s
where s.org_id = c.org_id and s.contact_id = c.id and (s.rule_score <> 0 or s.grade <> 'C3' or s.win_percent is not null);
alter table crm.contact force row level security;
alter table crm.contact_score force row level security;

-- A trigger, because rules and model write scores apart from each other and neither may forget it.
create function crm.show_mark() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  update crm.contact set mark = jsonb_build_object('score', new.rule_score, 'grade', new.grade, 'winPercent', new.win_percent)
  where org_id = new.org_id and id = new.contact_id;
  return null;
end $$;
create trigger mark_shown after update on crm.contact_score for each row
  when ((old.rule_score, old.grade, old.win_percent) is distinct from (new.rule_score, new.grade, new.win_percent))
  execute function crm.show_mark();
create trigger mark_shown_at_once after insert on crm.contact_score for each row
  when (new.rule_score <> 0 or new.grade <> 'C3' or new.win_percent is not null)
  execute function crm.show_mark();
