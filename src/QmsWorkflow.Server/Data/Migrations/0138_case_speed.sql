-- What each case costs that comes in or is counted, made smaller; what the tables hold and who sees it stays the same.

-- Codes are only compared for sameness and kept in one order: by bytes, not by the rules of a language.
alter table cases alter column case_code type text collate "C";
alter table case_others alter column case_code type text collate "C";
alter table case_before alter column case_code type text collate "C";

-- One summary of both days: each new row is put down once.
drop index cases_received_at_idx;
drop index cases_finished_at_idx;
create index cases_days_idx on cases using brin (received_at, finished_at) with (pages_per_range = 32);

-- The setting is read once for a statement instead of twice for each row, and ids are compared as ids.
do $$
declare t text;
begin
  foreach t in array array['cases', 'case_others', 'case_before', 'figures', 'figure_before', 'evaluations']
  loop
    execute format(
      'alter policy agency_wall on %I using ((select current_setting(''qms.agency'', true)) = ''*'' or agency_id = (select nullif(nullif(current_setting(''qms.agency'', true), ''*''), '''')::uuid))', t);
  end loop;
end $$;
