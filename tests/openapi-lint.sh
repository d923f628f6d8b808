#!/usr/bin/env bash
# Lints the five committed OpenAPI documents with Redocly's recommended rules, the linter itself in a folder that goes afterwards.
# Needs npm and the npm registry. Ends with 0 when there is neither an error nor a warning.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" @redocly/cli@2.77.0

failed=0
for document in services/*/*/openapi.json; do
  result="$folder/result.json"
  REDOCLY_TELEMETRY=off "$folder/node_modules/.bin/redocly" lint --extends=recommended --format=json --max-problems=1000 "$document" >"$result" 2>/dev/null || true
  # Warnings do not change the linter's own exit code.
  node -e '
    const [document, file] = process.argv.slice(1);
    const { totals, problems } = JSON.parse(require("fs").readFileSync(file, "utf8"));
    for (const p of problems) console.log(`${document} ${p.severity} ${p.ruleId}: ${p.message} ${p.location[0]?.pointer ?? ""}`);
    console.log(`${document}: ${totals.errors} errors, ${totals.warnings} warnings`);
    process.exit(totals.errors + totals.warnings === 0 ? 0 : 1);
  ' "$document" "$result" || failed=1
done
exit $failed
