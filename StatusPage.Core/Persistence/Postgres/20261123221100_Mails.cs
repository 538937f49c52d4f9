using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StatusPage.Core.Persistence.Postgres
{
    /// <inheritdoc />
    public partial class Mails : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "mail_deliveries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    incident_id = table.Column<Guid>(type: "uuid", nullable: false),
                    update_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subscriber_id = table.Column<Guid>(type: "uuid", nullable: false),
                    address_key = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    problem = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_deliveries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "mail_tests",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    address = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    is_sent = table.Column<bool>(type: "boolean", nullable: false),
                    outcome = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_tests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "subscribers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    page_id = table.Column<Guid>(type: "uuid", nullable: false),
                    address = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    address_key = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    whole_page = table.Column<bool>(type: "boolean", nullable: false),
                    confirm_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    manage_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    unsubscribe_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    sealed_keys = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    unsubscribed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    asked = table.Column<int>(type: "integer", nullable: false),
                    problem = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subscribers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "subscriber_components",
                columns: table => new
                {
                    subscriber_id = table.Column<Guid>(type: "uuid", nullable: false),
                    component_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subscriber_components", x => new { x.subscriber_id, x.component_id });
                    table.ForeignKey(
                        name: "fk_subscriber_components_subscribers_subscriber_id",
                        column: x => x.subscriber_id,
                        principalTable: "subscribers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_mail_deliveries_incident_id",
                table: "mail_deliveries",
                column: "incident_id");

            migrationBuilder.CreateIndex(
                name: "ix_mail_deliveries_subscriber_id",
                table: "mail_deliveries",
                column: "subscriber_id");

            migrationBuilder.CreateIndex(
                name: "ix_mail_deliveries_update_id_address_key",
                table: "mail_deliveries",
                columns: new[] { "update_id", "address_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_mail_tests_organization_id_requested_at",
                table: "mail_tests",
                columns: new[] { "organization_id", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "ix_subscribers_confirm_hash",
                table: "subscribers",
                column: "confirm_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_subscribers_manage_hash",
                table: "subscribers",
                column: "manage_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_subscribers_organization_id",
                table: "subscribers",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_subscribers_page_id_address_key",
                table: "subscribers",
                columns: new[] { "page_id", "address_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_subscribers_unsubscribe_hash",
                table: "subscribers",
                column: "unsubscribe_hash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "mail_deliveries");

            migrationBuilder.DropTable(
                name: "mail_tests");

            migrationBuilder.DropTable(
                name: "subscriber_components");

            migrationBuilder.DropTable(
                name: "subscribers");
        }
    }
}
