-- A draft that nobody signed, numbered or submitted may be deleted by its drafter; every other document stays for good.

create or replace function refuse_issued_document_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.state = 'Draft' and old.instance_id is null and old.number is null and old.signed_at is null then
      return old;
    end if;
    raise exception 'QMS401: only a draft that was never submitted is deleted';
  end if;
  if old.state = 'Issued' and (to_jsonb(new) - 'pdf_file_id') is distinct from (to_jsonb(old) - 'pdf_file_id') then
    raise exception 'QMS402: an issued document is frozen';
  end if;
  return new;
end $$;
