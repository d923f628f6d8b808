using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace QLab.Coding.Tests;

/// <summary>
/// What the published schemas (Codebook.xsd and Project.xsd of REFI-QDA, 18 March 2019) demand of the elements that we write, put down
/// by us: order, number, required attributes, the form of ids.
/// </summary>
static class RefiSchema
{
    const string Types = """
        <xs:simpleType name="Id"><xs:restriction base="xs:token"><xs:pattern value="[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"/></xs:restriction></xs:simpleType>
        <xs:complexType name="Ref"><xs:attribute name="targetGUID" type="Id" use="required"/></xs:complexType>
        <xs:complexType name="Codes"><xs:sequence><xs:element name="Code" type="Code" maxOccurs="unbounded"/></xs:sequence></xs:complexType>
        """;

    const string CodeAttributes = """
        <xs:attribute name="guid" type="Id" use="required"/><xs:attribute name="name" type="xs:string" use="required"/>
        <xs:attribute name="isCodable" type="xs:boolean" use="required"/>
        """;

    const string Made = """<xs:attribute name="creatingUser" type="Id"/><xs:attribute name="creationDateTime" type="xs:dateTime"/>""";

    public static string Codebook { get; } = $"""
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:QDA-XML:codebook:1.0" targetNamespace="urn:QDA-XML:codebook:1.0" elementFormDefault="qualified">
          <xs:element name="CodeBook"><xs:complexType><xs:sequence><xs:element name="Codes" type="Codes"/></xs:sequence><xs:attribute name="origin" type="xs:string"/></xs:complexType></xs:element>
          {Types}
          <xs:complexType name="Code"><xs:sequence>
            <xs:element name="Description" type="xs:string" minOccurs="0"/><xs:element name="Code" type="Code" minOccurs="0" maxOccurs="unbounded"/>
          </xs:sequence>{CodeAttributes}</xs:complexType>
        </xs:schema>
        """;

    public static string Project { get; } = $"""
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:QDA-XML:project:1.0" targetNamespace="urn:QDA-XML:project:1.0" elementFormDefault="qualified">
          <xs:element name="Project"><xs:complexType><xs:sequence>
            <xs:element name="Users" minOccurs="0"><xs:complexType><xs:sequence><xs:element name="User" maxOccurs="unbounded"><xs:complexType>
              <xs:attribute name="guid" type="Id" use="required"/><xs:attribute name="name" type="xs:string"/></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>
            <xs:element name="CodeBook" minOccurs="0"><xs:complexType><xs:sequence><xs:element name="Codes" type="Codes"/></xs:sequence></xs:complexType></xs:element>
            <xs:element name="Sources" minOccurs="0"><xs:complexType><xs:sequence><xs:element name="TextSource" type="Text" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>
            <xs:element name="Notes" minOccurs="0"><xs:complexType><xs:sequence><xs:element name="Note" type="Text" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>
          </xs:sequence><xs:attribute name="name" type="xs:string" use="required"/><xs:attribute name="origin" type="xs:string"/></xs:complexType></xs:element>
          {Types}
          <xs:complexType name="Code"><xs:sequence>
            <xs:element name="Description" type="xs:string" minOccurs="0"/><xs:element name="NoteRef" type="Ref" minOccurs="0" maxOccurs="unbounded"/>
            <xs:element name="Code" type="Code" minOccurs="0" maxOccurs="unbounded"/>
          </xs:sequence>{CodeAttributes}</xs:complexType>
          <xs:complexType name="Text"><xs:sequence>
            <xs:element name="Description" type="xs:string" minOccurs="0"/><xs:element name="PlainTextContent" type="xs:string" minOccurs="0"/>
            <xs:element name="PlainTextSelection" type="Selection" minOccurs="0" maxOccurs="unbounded"/>
            <xs:element name="Coding" type="Coding" minOccurs="0" maxOccurs="unbounded"/><xs:element name="NoteRef" type="Ref" minOccurs="0" maxOccurs="unbounded"/>
          </xs:sequence><xs:attribute name="guid" type="Id" use="required"/><xs:attribute name="name" type="xs:string"/><xs:attribute name="plainTextPath" type="xs:string"/>{Made}</xs:complexType>
          <xs:complexType name="Selection"><xs:sequence>
            <xs:element name="Description" type="xs:string" minOccurs="0"/><xs:element name="Coding" type="Coding" minOccurs="0" maxOccurs="unbounded"/>
            <xs:element name="NoteRef" type="Ref" minOccurs="0" maxOccurs="unbounded"/>
          </xs:sequence><xs:attribute name="guid" type="Id" use="required"/><xs:attribute name="startPosition" type="xs:integer" use="required"/>
            <xs:attribute name="endPosition" type="xs:integer" use="required"/></xs:complexType>
          <xs:complexType name="Coding"><xs:sequence>
            <xs:element name="CodeRef" type="Ref"/><xs:element name="NoteRef" type="Ref" minOccurs="0" maxOccurs="unbounded"/>
          </xs:sequence><xs:attribute name="guid" type="Id" use="required"/>{Made}</xs:complexType>
        </xs:schema>
        """;

    /// <summary>What is wrong with a document, one line each.</summary>
    public static List<string> Faults(string schema, byte[] document)
    {
        var set = new XmlSchemaSet();
        set.Add(null, XmlReader.Create(new StringReader(schema)));
        var faults = new List<string>();
        using var memory = new MemoryStream(document);
        XDocument.Load(memory).Validate(set, (_, fault) => faults.Add(fault.Message));
        return faults;
    }
}
