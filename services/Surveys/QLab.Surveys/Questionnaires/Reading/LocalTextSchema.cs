using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using QLab.Questionnaires;

namespace QLab.Surveys.Questionnaires.Reading;

/// <summary>A converter reads these texts, so the framework does not know what they look like.</summary>
static class LocalTextSchema
{
    public static void DescribeLocalTexts(this IServiceCollection services) => services.Configure<OpenApiOptions>("v1", options =>
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type != typeof(LocalText)) return Task.CompletedTask;
            (schema.Type, schema.Properties, schema.Required) = (null, null, null);
            schema.Description = "A text: the same in every language, or by language tag.";
            schema.OneOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.String },
                new OpenApiSchema
                {
                    Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            ];
            return Task.CompletedTask;
        }));
}
