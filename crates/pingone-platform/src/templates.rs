//! Templates of notifications.

use ping_models::platform::{DeliveryMethod, Template};
use ping_models::{TemplateName, Timestamp};
use ping_transport::{Call, List, filters, handle};

use crate::TemplateContents;
use crate::operations::*;

filters! {
    /// What templates can be filtered by, and ordered.
    pub TemplateFilter: and, or, not, limit {
        /// When it was created.
        created_at: Timestamp = "createdAt" (eq, ne, gt, ge, lt, le, sort),
        /// When it was changed last.
        updated_at: Timestamp = "updatedAt" (eq, ne, gt, ge, lt, le, sort),
        /// Whether its contents are its own.
        default: bool = "default" (eq),
        /// The language of its contents.
        locale: String = "locale" (eq, sw),
        /// How its contents travel.
        delivery_method: DeliveryMethod = "deliveryMethod" (eq),
    }
}

handle! {
    /// What PingOne writes to users about. From [`Platform::templates`](crate::Platform::templates).
    ///
    /// Needs the role Environment Admin.
    pub struct Templates;
}

impl Templates {
    /// Lists the templates.
    ///
    /// Errors: 400 with `INVALID_FILTER` where the service does not support the filter.
    ///
    /// <https://developer.pingidentity.com/pingone-api/workflow-library/application-management/create-and-update-notification-content/step-1-read-all-notification-templates.html>
    #[doc(alias("get_all", "all", "search", "Read All Templates"))]
    pub fn list(&self) -> List<Template, TemplateFilter> {
        self.scope.at(&READ_ALL_TEMPLATES).list().taking()
    }

    /// Reads one template, such as `strong_authentication`.
    ///
    /// Errors: 404 for an unknown template.
    #[doc(alias("get", "fetch", "find", "Read One Template"))]
    pub fn read(&self, name: impl Into<TemplateName>) -> Call<Template> {
        self.scope.at(&READ_ONE_TEMPLATE).id(name).call()
    }
}

handle! {
    /// One template, and what belongs to it. From [`Platform::template`](crate::Platform::template).
    pub struct TemplateHandle;
}

impl TemplateHandle {
    /// What it says, by language and delivery method.
    pub fn contents(&self) -> TemplateContents {
        self.scope.clone().into()
    }
}
