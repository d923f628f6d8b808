using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using QLab.CodingApi.Refi;

namespace QLab.Surveys.Coding.Refi;

static class ExportProject
{
    public static Task<Results<FileContentHttpResult, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, [Description("One question; every text when absent."), StringLength(64)] string? question,
        ProjectWriter projects, HttpResponse answer, CancellationToken ct) => projects.WriteAsync(id, question, answer, ct);
}
