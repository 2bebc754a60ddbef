using System.Globalization;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>
/// The table in which the rows of one import wait for its commit: unlogged, without keys, dropped afterwards. Ids go into the text of the
/// commands as they are no more than hexadecimal digits; nothing that a person typed does.
/// </summary>
internal static class ImportStaging
{
    /// <summary>What a row says of its case, beside whose it is.</summary>
    public static readonly string[] CaseValues =
    [
        "unit_id", "field", "procedure_code", "procedure_name", "channel", "is_whole", "received_at", "due_at", "finished_at", "returned_at", "is_rejected", "timeliness",
        "has_fee", "payments", "payments_online", "dossier_digitised", "result_digitised", "satisfied",
    ];

    public static readonly string CaseValueList = string.Join(", ", CaseValues);

    public static string Table(Guid importId) => string.Create(CultureInfo.InvariantCulture, $"import_rows_{importId:N}");

    public static string CreateCases(Guid importId) =>
        $"""
        create unlogged table if not exists {Table(importId)} (
          row_number bigint not null, case_code text not null, unit_id uuid not null, field text not null, procedure_code text not null, procedure_name text not null,
          channel smallint not null, is_whole boolean not null, received_at timestamp not null, due_at timestamp, finished_at timestamp, returned_at timestamp,
          is_rejected boolean not null, timeliness smallint not null, has_fee boolean not null, payments int not null, payments_online int not null,
          dossier_digitised boolean not null, result_digitised boolean not null, satisfied boolean) with (autovacuum_enabled = false)
        """;

    public static string CreateFigures(Guid importId) =>
        $"""
        create unlogged table if not exists {Table(importId)} (
          row_number bigint not null, unit_id uuid not null, field text not null, year int not null, month int not null, cut_off text not null,
          column_name text not null, value bigint not null) with (autovacuum_enabled = false)
        """;

    /// <summary>Drops the rows and the checkpoint of an import that has ended.</summary>
    public static async Task ForgetAsync(QmsDb db, Guid importId, CancellationToken ct)
    {
        await db.Database.ExecuteSqlRawAsync(Drop(importId), ct);
        await db.Database.ExecuteSqlAsync($"delete from import_checkpoints where import_id = {importId}", ct);
    }

    public static string Drop(Guid importId) => $"drop table if exists {Table(importId)}";

    /// <summary>
    /// A relation with the columns of <c>cases</c> (but import_id and row_number) as they would be after the commit: a case of a
    /// system with a smaller rank stays that system's. To be put after <c>from</c>, in parentheses and with a name of its own.
    /// </summary>
    public static string CasesAfter(Guid agencyId, Guid sourceId, Guid importId) =>
        $"""
        select s.case_code, '{sourceId}'::uuid as source_id, '{agencyId}'::uuid as agency_id, {Of("s")}
        from {Table(importId)} s left join cases c on c.agency_id = '{agencyId}' and c.case_code = s.case_code
        where c.case_code is null or {Counts("c", sourceId)}
        union all
        select c.case_code, c.source_id, c.agency_id, {Of("c")}
        from cases c left join {Table(importId)} s on s.case_code = c.case_code
        where c.agency_id = '{agencyId}' and (s.case_code is null or not {Counts("c", sourceId)})
        """;

    /// <summary>A relation with the columns of <c>figures</c> (but import_id and row_number) as they would be after the commit.</summary>
    public static string FiguresAfter(Guid agencyId, Guid sourceId, Guid importId) =>
        $"""
        select '{agencyId}'::uuid as agency_id, '{sourceId}'::uuid as source_id, s.unit_id, s.field, s.year, s.month, s.cut_off, s.column_name, s.value from {Table(importId)} s
        union all
        select f.agency_id, f.source_id, f.unit_id, f.field, f.year, f.month, f.cut_off, f.column_name, f.value from figures f
        where f.agency_id = '{agencyId}' and not (f.source_id = '{sourceId}' and exists (
          select 1 from {Table(importId)} s where (s.unit_id, s.field, s.year, s.month, s.cut_off, s.column_name) = (f.unit_id, f.field, f.year, f.month, f.cut_off, f.column_name)))
        """;

    /// <summary>Whether the source is the one that counts for a case held already: its own, or it has the smaller rank (by code where ranks are the same).</summary>
    public static string Counts(string held, Guid sourceId) =>
        $"""
        {held}.source_id in (select theirs.id from data_sources theirs join data_sources mine on mine.id = '{sourceId}'
          where theirs.id = mine.id or (mine.rank, mine.code) < (theirs.rank, theirs.code))
        """;

    private static string Of(string table) => string.Join(", ", CaseValues.Select(column => $"{table}.{column}"));
}
