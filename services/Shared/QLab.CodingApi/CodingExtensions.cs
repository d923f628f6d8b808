using Microsoft.Extensions.DependencyInjection;
using QLab.CodingApi.Refi;
using QLab.Publications.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Privacy;

namespace QLab.CodingApi;

public static class CodingExtensions
{
    /// <typeparam name="TTexts">Where the service's texts are.</typeparam>
    public static void AddCoding<TTexts>(this IServiceCollection services) where TTexts : CodedTexts => services
        .AddScoped<TTexts>().AddScoped<CodedTexts>(provider => provider.GetRequiredService<TTexts>())
        .AddScoped<CodingJournal>().AddScoped<PassageWriter>().AddScoped<PassageReader>().AddScoped<MemoWriter>().AddScoped<MemoReader>()
        .AddScoped<AgreementReader>().AddScoped<ProjectWriter>().AddScoped<IPersonalData, CodingPersonalData>();

    /// <summary>Keeps the code books of projects. The names of the queues are deployed state.</summary>
    public static Consumers KeepThemes(this Consumers consumers) => consumers
        .On<ThemeAdded, KeepThemes>($"{consumers.Service}.keep-theme-when-added")
        .On<ThemeRevised, KeepThemes>($"{consumers.Service}.keep-theme-when-revised")
        .On<ThemeMerged, KeepThemes>($"{consumers.Service}.keep-theme-when-merged")
        .On<ThemeSplit, KeepThemes>($"{consumers.Service}.keep-theme-when-split")
        .On<ThemeRetired, KeepThemes>($"{consumers.Service}.keep-theme-when-retired")
        .On<ThemesAnnounced, KeepThemes>($"{consumers.Service}.keep-themes-when-announced");
}
