package import Model

/// Holds a document against a JSON Schema (draft 2020-12) of `docs/reference/schemas/`: the keywords that those use,
/// and an error for any other. Stricter than a schema is to readers: a member that the schema does not name is a
/// problem, so that none goes undocumented.
package struct SchemaValidator {
  private let root: JSON

  package init(_ schema: [UInt8]) throws { root = try JSON(parsing: schema) }

  /// - Returns: Each problem with its place, such as `$.toolchains[0].name: should be a string`.
  package func problems(of document: [UInt8]) throws -> [String] {
    problems(of: try JSON(parsing: document), against: root, at: "$")
  }

  private func problems(
    of value: JSON, against schema: JSON, at place: String
  ) -> [String] {
    guard case .object(let keywords) = schema else { return ["\(place): the schema is no object"] }
    return keywords.all.flatMap { keyword, argument -> [String] in
      switch keyword {
      case "$schema", "title", "description", "$defs", "then": return []
      case "allOf":
        guard case .array(let schemas) = argument else { return [] }
        return schemas.flatMap { problems(of: value, against: $0, at: place) }
      case "if":
        // A condition names only what it looks at.
        guard let consequence = keywords["then"],
          condition(argument, holdsFor: value, at: place)
        else { return [] }
        return problems(of: value, against: consequence, at: place)
      case "$ref": return problems(of: value, byReference: argument, at: place)
      case "properties":
        return memberProblems(of: value, argument, keywords["additionalProperties"], at: place)
      case "additionalProperties":
        return keywords["properties"] == nil
          ? memberProblems(of: value, [:], argument, at: place) : []
      case "propertyNames":
        return members(of: value).flatMap {
          problems(of: .string($0.name), against: argument, at: "\(place)'s name \($0.name)")
        }
      case "items":
        guard case .array(let elements) = value else { return [] }
        return elements.enumerated().flatMap {
          problems(of: $1, against: argument, at: "\(place)[\($0)]")
        }
      default:
        return plainProblem(of: value, keyword, argument).map { ["\(place): \($0)"] } ?? []
      }
    }
  }

  private func condition(_ schema: JSON, holdsFor value: JSON, at place: String) -> Bool {
    guard case .object(let keywords) = schema, case .object(let named)? = keywords["properties"],
      case .object(let members) = value
    else { return problems(of: value, against: schema, at: place).isEmpty }
    return named.all.allSatisfy { name, schema in
      members[name].map { problems(of: $0, against: schema, at: place).isEmpty } ?? true
    }
  }

  private func problems(of value: JSON, byReference reference: JSON, at place: String) -> [String] {
    guard case .string(let text) = reference, text.hasPrefix("#/$defs/"),
      case .object(let keywords) = root, case .object(let definitions)? = keywords["$defs"],
      let schema = definitions[String(text.dropFirst(8))]
    else { return ["\(place): the schema's reference \(reference) leads nowhere"] }
    return problems(of: value, against: schema, at: place)
  }

  private func memberProblems(
    of value: JSON, _ named: JSON, _ others: JSON?, at place: String
  ) -> [String] {
    guard case .object(let named) = named else { return ["\(place): the schema is malformed"] }
    return members(of: value).flatMap { name, member -> [String] in
      let inner = "\(place).\(name)"
      if let schema = named[name] { return problems(of: member, against: schema, at: inner) }
      if let others { return problems(of: member, against: others, at: inner) }
      return ["\(inner): the schema does not name it"]
    }
  }

  private func members(of value: JSON) -> [(name: String, value: JSON)] {
    if case .object(let members) = value { members.all } else { [] }
  }

  /// The keywords that look at one value alone.
  private func plainProblem(of value: JSON, _ keyword: String, _ argument: JSON) -> String? {
    switch (keyword, argument, value) {
    case ("type", .string(let type), _):
      return Self.type(of: value) == type ? nil : "should be of type \(type)"
    case ("const", _, _): return value == argument ? nil : "should be \(argument)"
    case ("enum", .array(let choices), _):
      return choices.contains(value) ? nil : "should be one of \(choices)"
    case ("required", .array(let names), .object(let members)):
      let missing = names.filter {
        if case .string(let name) = $0 { members[name] == nil } else { true }
      }
      return missing.isEmpty ? nil : "lacks \(missing)"
    case ("dependentRequired", .object(let rules), .object(let members)):
      return rules.all.compactMap { rule in
        members[rule.name].flatMap { _ in plainProblem(of: value, "required", rule.value) }
      }.first
    case ("pattern", .string(let pattern), .string(let text)):
      guard let regex = try? Regex(pattern) else { return "the schema's pattern is none" }
      return text.firstMatch(of: regex) == nil ? "should match \(pattern)" : nil
    case ("minimum", .integer(let least), .integer(let number)):
      return number < least ? "should be at least \(least)" : nil
    case ("maximum", .integer(let most), .integer(let number)):
      return number > most ? "should be at most \(most)" : nil
    case ("minItems", .integer(let least), .array(let elements)):
      return elements.count < least ? "should have at least \(least) elements" : nil
    case ("maxItems", .integer(let most), .array(let elements)):
      return elements.count > most ? "should have at most \(most) elements" : nil
    case ("minLength", .integer(let least), .string(let text)):
      return text.unicodeScalars.count < least ? "should be longer" : nil
    case ("maxLength", .integer(let most), .string(let text)):
      return text.unicodeScalars.count > most ? "should be shorter" : nil
    case ("required", _, _), ("dependentRequired", _, _), ("pattern", _, _), ("minimum", _, _),
      ("maximum", _, _), ("minItems", _, _), ("maxItems", _, _), ("minLength", _, _),
      ("maxLength", _, _):
      return nil
    default: return "the schema's keyword \(keyword) is not understood"
    }
  }

  private static func type(of value: JSON) -> String {
    switch value {
    case .null: "null"
    case .boolean: "boolean"
    case .integer: "integer"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}
