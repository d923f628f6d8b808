using Microsoft.AspNetCore.Http.HttpResults;
using QLab.CodingApi.Refi;

namespace QLab.Workshops.Interviews.Coding.Refi;

static class ExportProject
{
    public static Task<Results<FileContentHttpResult, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, ProjectWriter projects, HttpResponse answer, CancellationToken ct) => projects.WriteAsync(id, part: null, answer, ct);
}
