using Microsoft.OpenApi;
using RamlToOpenApiConverter;

/// <summary>Converts documents that use what the converter knows, and writes down the results and how it fails.</summary>
public static class Exercise
{
    private const string Document = """
        #%RAML 1.0
        title: Books
        description: A shop of books
        version: v2
        baseUri: https://books.example/{version}
        mediaType: application/json
        types:
          Book:
            type: object
            properties:
              title: string
              year?: integer
              price: number
              tags: string[]
              state: State
              author:
                type: Author
          Author:
            type: object
            properties:
              name:
                type: string
                minLength: 1
                maxLength: 80
              born: date-only
          State:
            enum: [ new, used | worn ]
          Books:
            type: array
            items: Book
        /books:
          description: All of them
          get:
            description: Lists books
            queryParameters:
              page:
                type: integer
                required: false
                description: From 1 on
              sort:
                type: string
                enum: [ title, year ]
            responses:
              200:
                description: Found
                body:
                  application/json:
                    type: Books
                    example: |
                      [ { "title": "T" } ]
              404:
                description: None
          post:
            body:
              application/json:
                type: Book
            responses:
              201:
                body:
                  application/json:
                    type: Book
          /{id}:
            uriParameters:
              id:
                type: string
            get:
              headers:
                If-None-Match:
                  type: string
              responses:
                200:
                  body:
                    application/json:
                      type: Book
            delete:
              responses:
                204:
        """;

    public static Task Run(TextWriter journal)
    {
        var folder = Directory.CreateTempSubdirectory("raml");
        try
        {
            Convert(journal, folder, Document);
            Convert(journal, folder, Document.Replace("type: Books", "type: Nothing", StringComparison.Ordinal));
            Convert(journal, folder, "#%RAML 1.0\ntitle: !include title.txt\nversion: 1\n/a:\n  get:\n");
            Convert(journal, folder, "title: [unclosed");
            Convert(journal, folder, "- a list");
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return Task.CompletedTask;
    }

    private static void Convert(TextWriter journal, DirectoryInfo folder, string document)
    {
        var path = Path.Combine(folder.FullName, "api.raml");
        File.WriteAllText(path, document);
        File.WriteAllText(Path.Combine(folder.FullName, "title.txt"), "Included");
        foreach (var version in new[] { OpenApiSpecVersion.OpenApi2_0, OpenApiSpecVersion.OpenApi3_0, OpenApiSpecVersion.OpenApi3_1 })
        {
            foreach (var format in new[] { OpenApiConstants.Json, OpenApiConstants.Yaml })
            {
                try
                {
                    journal.WriteLine(new RamlConverter().Convert(path, version, format));
                }
                catch (Exception e)
                {
                    journal.WriteLine($"{e.GetType()}: {e.Message.Replace(folder.FullName, "", StringComparison.Ordinal)}");
                    foreach (var line in (e.StackTrace ?? "").Split('\n'))
                        journal.WriteLine(line.Trim());
                }
            }
        }
    }
}
