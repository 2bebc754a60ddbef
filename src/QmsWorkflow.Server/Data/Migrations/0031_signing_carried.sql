-- Until now a deputy signed by the office alone. Whoever is deputy keeps that right until the writing behind it is recorded or it is taken back.

update agencies set collective_name = case when position(' ban nhân dân' in name) = 3 then 'Ủy ban nhân dân' else name end
  where is_collective and collective_name = '';

insert into signing_mandates (id, agency_id, person_id, kind, source, valid_from, valid_to, recorded_at)
  select gen_random_uuid(), r.agency_id, r.person_id, 'AssignedField', 'Theo vai trò cấp phó đã ghi; hãy thay bằng văn bản phân công', r.valid_from, r.valid_to, now()
  from role_assignments r
  where r.role = 'Deputy' and not exists (select from signing_mandates m where m.person_id = r.person_id);
